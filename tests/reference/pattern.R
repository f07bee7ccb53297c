# pattern.R FILE: what R says of the days in FILE (tests/golden/pattern_days.txt), base R only.
# Prints a line a figure: couple, what, measure or link, person, day or part, value. What is compared with it:
# tests/pattern/reference_test.c.
file <- commandArgs(trailingOnly = TRUE)[1]
lines <- strsplit(readLines(file), " ", fixed = TRUE)
say <- function(...) cat(..., "\n", sep = " ")
number <- function(x) sprintf("%.17g", x)

links <- list(c("HEAVY_CLOSE", "HEAVY", "CLOSE"), c("AWAY_HEAVY", "AWAY", "HEAVY"),
              c("HEAVY_CHANGED", "HEAVY", "CHANGED"), c("CHANGED_AVOID", "CHANGED", "AVOID"))
couples <- list()
for (line in lines) { # couple person measure value… ("-": no answer)
  value <- suppressWarnings(as.numeric(line[-(1:3)]))
  couples[[line[1]]][[line[2]]][[line[3]]] <- value
}

detrended <- function(value) { # residuals of least squares on the calendar day
  day <- seq_along(value) - 1
  rest <- rep(NA_real_, length(value))
  there <- !is.na(value)
  if (any(there)) rest[there] <- residuals(lm(value[there] ~ day[there]))
  rest
}

for (couple in names(couples)) {
  rest <- list()
  for (person in c("0", "1")) for (measure in names(couples[[couple]][[person]])) {
    value <- couples[[couple]][[person]][[measure]]
    if (all(is.na(value))) next
    day <- seq_along(value) - 1
    say(couple, "mean", measure, person, "-", number(mean(value, na.rm = TRUE)))
    say(couple, "slope", measure, person, "-", number(coef(lm(value ~ day))[[2]]))
    rest[[person]][[measure]] <- detrended(value)
    for (t in which(!is.na(value) & day %% 7 == 0))
      say(couple, "rest", measure, person, t - 1, number(rest[[person]][[measure]][t]))
  }
  for (link in links) for (person in c("0", "1")) {
    x <- rest[[person]][[link[2]]]
    y <- rest[[if (person == "0") "1" else "0"]][[link[3]]]
    if (is.null(x) || is.null(y)) next
    both <- !is.na(x) & !is.na(y)
    say(couple, "same", link[1], person, "n", sum(both))
    if (sum(both) > 2) say(couple, "same", link[1], person, "r", number(cor(x[both], y[both])))
    n <- length(x)
    now <- y[-1]; own <- y[-n]; before <- x[-n]
    pairs <- sum(!is.na(now) & !is.na(own) & !is.na(before))
    say(couple, "next", link[1], person, "n", pairs)
    if (pairs < 5) next
    fit <- summary(lm(now ~ before + own))$coefficients
    say(couple, "next", link[1], person, "x", number(fit["before", "Estimate"]))
    say(couple, "next", link[1], person, "own", number(fit["own", "Estimate"]))
    say(couple, "next", link[1], person, "error", number(fit["before", "Std. Error"]))
  }
}
