# The front door. What each does stands in CONTRIBUTING.md.
.PHONY: run test bench bench-peers growth fuzz clean-room kill failover power coverage valgrind pattern pictures format clean cost
run test:
	@./$@
bench:
	@tests/bench/run
growth:
	@tests/bench/run growth
bench-peers:
	@tests/bench/peers/run
fuzz:
	@tests/fuzz/run 600
clean-room:
	@tools/clean-room.sh
kill failover power coverage valgrind pictures cost:
	@tools/long.sh $@
format:
	@tools/format.sh --write
clean:
	rm -rf build
