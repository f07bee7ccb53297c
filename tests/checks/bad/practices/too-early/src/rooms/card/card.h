/* card: asking first. Source: art.901. */
/* art.903 */
