int a(int n)
{
	return n ? 4 : 5;
}
