/* card: asking first. Source: art.901. */
