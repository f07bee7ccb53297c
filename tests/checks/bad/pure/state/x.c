int card_next(void);
static int last;
int card_next(void) { return ++last; }
