#include <stdio.h>
void card_print(void);
void card_print(void) { puts("card"); }
