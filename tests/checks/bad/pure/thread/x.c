int card_next(void);
static _Thread_local int last;
int card_next(void) { return ++last; }
