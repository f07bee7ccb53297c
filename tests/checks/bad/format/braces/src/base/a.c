int a(void) {
    return 4;
}
