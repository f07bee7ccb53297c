int a(int alpha, int beta, int gamma, int delta, int epsilon, int zeta, int eta, int theta, int iota);
