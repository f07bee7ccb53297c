/* card: asking first. */
