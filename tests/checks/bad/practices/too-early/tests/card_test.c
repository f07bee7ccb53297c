static void asked(void **state) /* art.901 */
