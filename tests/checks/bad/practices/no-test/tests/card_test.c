static void asked(void **state) /* art.9011 */
