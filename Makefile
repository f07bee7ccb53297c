# The front door. What each does stands in CONTRIBUTING.md.
.PHONY: run test bench fuzz clean-room kill power coverage valgrind pictures format clean
run test:
	@./$@
bench:
	@tests/bench/run
fuzz:
	@tests/fuzz/run 600
clean-room:
	@tools/clean-room.sh
kill power coverage valgrind pictures:
	@tools/long.sh $@
format:
	@tools/format.sh --write
clean:
	rm -rf build
