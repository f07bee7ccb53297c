int paths(int a)
{
	if (a == 0)
		return 0;
	if (a == 1)
		return 3;
	if (a == 2)
		return 6;
	if (a == 3)
		return 9;
	if (a == 4)
		return 12;
	if (a == 5)
		return 15;
	if (a == 6)
		return 18;
	if (a == 7)
		return 21;
	if (a == 8)
		return 24;
	if (a == 9)
		return 27;
	if (a == 10)
		return 30;
	if (a == 11)
		return 33;
	if (a == 12)
		return 36;
	if (a == 13)
		return 39;
	if (a == 14)
		return 42;
	return a;
}
