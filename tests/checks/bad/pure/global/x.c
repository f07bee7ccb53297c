extern int card_count;
int card_count = 4;
