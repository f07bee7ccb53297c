# pattern.R FILE: the work of pattern_look (src/rooms/pattern/pattern_stat.h) for the first couple of FILE, in base R,
# with its fastest least squares (.lm.fit): lines taken out, 2,000 rounds of blocks, every look fitted in each.
# Prints milliseconds, then how many |t| of all looks lie below the family's 95 % (so that nothing is left out).
file <- commandArgs(trailingOnly = TRUE)[1]
rounds <- 2000
lines <- strsplit(readLines(file), " ", fixed = TRUE)
series <- list()
for (line in lines) if (line[1] == "1") series[[paste(line[3], line[2])]] <- suppressWarnings(as.numeric(line[-(1:3)]))

links <- list(c("HEAVY", "CLOSE"), c("AWAY", "HEAVY"), c("HEAVY", "CHANGED"), c("CHANGED", "AVOID"))
start <- proc.time()[[3]]
days <- length(series[[1]])
rest <- lapply(series, function(v) {
  there <- which(!is.na(v))
  out <- rep(NA_real_, days)
  if (length(there) > 2) out[there] <- .lm.fit(cbind(1, there), v[there])$residuals
  out
})
looks <- list() # a matrix a look: one, x, (own), y; a row a day; NA where there is no row
for (link in links) for (person in 0:1) {
  x <- rest[[paste(link[1], person)]]
  y <- rest[[paste(link[2], 1 - person)]]
  before <- c(NA, x[-days]); own <- c(NA, y[-days])
  same <- cbind(1, x, y); nextday <- cbind(1, before, own, y)
  if (sum(complete.cases(same)) >= 14) looks[[length(looks) + 1]] <- same
  if (sum(complete.cases(nextday)) >= 30) looks[[length(looks) + 1]] <- nextday
}
fit <- function(rows) { # coefficient of x and its standard error
  k <- ncol(rows)
  m <- .lm.fit(rows[, -k, drop = FALSE], rows[, k])
  R <- m$qr[seq_len(k - 1), , drop = FALSE]
  error <- sqrt(sum(m$residuals^2) / (nrow(rows) - k + 1) * chol2inv(R)[2, 2])
  c(m$coefficients[2], error)
}
there <- lapply(looks, complete.cases)
all <- lapply(seq_along(looks), function(k) fit(looks[[k]][there[[k]], ]))
block <- round(days^0.2)
far <- matrix(0, rounds, length(looks))
set.seed(1)
for (round in seq_len(rounds)) {
  first <- sample.int(days, ceiling(days / block), TRUE)
  drawn <- (rep(first, each = block) + seq_len(block) - 2) %% days + 1
  for (k in seq_along(looks)) {
    f <- fit(looks[[k]][drawn[there[[k]][drawn]], ])
    far[round, k] <- abs((f[1] - all[[k]][1]) / f[2])
  }
}
single <- apply(far, 2, quantile, 0.95, names = FALSE)
family <- quantile(apply(far, 1, max), 0.95, names = FALSE)
said <- sum(vapply(all, function(f) abs(f[1] / f[2]), 0) > family)
cat(sprintf("%.1f ms, %d looks, single %s, family %.2f, said %d\n", 1000 * (proc.time()[[3]] - start), length(looks),
            paste(sprintf("%.2f", single), collapse = " "), family, said))
