#include <time.h>
long card_now(void);
long card_now(void) { return (long)time(0); }
