# Reads analysis.csv beside this file, and writes results_r.csv.
# It needs the packages lme4 and metafor. Run it in the folder it lies in: Rscript analysis.R
options(warn = 1)
suppressMessages({
  library(lme4)
  library(metafor)
})

rows <- read.csv("analysis.csv", colClasses = c(SUBJID = "character", STRATUM = "character"))
plan <- read.csv("plan.csv", colClasses = "character")
said <- setNames(plan$VALUE, plan$ENTRY)
split <- said[["design"]] == "split-scalp"
covariates <- strsplit(said[["covariates"]], ";")[[1]]
results <- data.frame()
add <- function(model, effect, se, n) {
  results <<- rbind(results, data.frame(MODEL = model, EFFECT = effect, SE = se, N = n))
}

# 1. The planned analysis.
used <- rows[!is.na(rows$BASE), ]
if (said[["missing"]] == "as unchanged") {
  used$VALUE <- ifelse(is.na(used$VALUE), used$BASE, used$VALUE)
}
used <- used[!is.na(used$VALUE), ]
if (split) {
  treated <- used[used$TREATED == 1, ]
  other <- used[used$TREATED == 0, ]
  both <- merge(treated, other, by = "SUBJID")
  both$GAP <- both$VALUE.x - both$VALUE.y
  both$BASEGAP <- both$BASE.x - both$BASE.y
  if (said[["model"]] == "change") both$GAP <- both$GAP - both$BASEGAP
  right <- if ("baseline" %in% covariates) "BASEGAP" else "1"
  fit <- lm(as.formula(paste("GAP ~", right)), data = both)
  wanted <- coef(summary(fit))["(Intercept)", ]
  people <- nrow(both)
} else {
  used$OUTCOME <- if (said[["model"]] == "change") used$VALUE - used$BASE else used$VALUE
  right <- "TREATED"
  if ("baseline" %in% covariates) right <- paste(right, "+ BASE")
  if ("stratum" %in% covariates && length(unique(used$STRATUM)) > 1) {
    right <- paste(right, "+ STRATUM")
  }
  fit <- lm(as.formula(paste("OUTCOME ~", right)), data = used)
  wanted <- coef(summary(fit))["TREATED", ]
  people <- nrow(used)
}
add("primary", wanted[["Estimate"]], wanted[["Std. Error"]], people)

# 2. All counts at once, with a level for each person (lme4, by REML).
start <- rows[!is.na(rows$BASE), ]
long <- rbind(
  data.frame(SUBJID = start$SUBJID, POST = 0, EFFECT = 0, VALUE = start$BASE),
  data.frame(SUBJID = start$SUBJID, POST = 1, EFFECT = start$TREATED, VALUE = start$VALUE)
)
long <- long[!is.na(long$VALUE), ]
fit <- lmer(VALUE ~ POST + EFFECT + (1 | SUBJID), data = long, REML = TRUE)
wanted <- coef(summary(fit))["EFFECT", ]
add("mixed", wanted[["Estimate"]], wanted[["Std. Error"]], length(unique(long$SUBJID)))

# 3. Each stratum on its own, then pooled (metafor, by REML).
seen <- rows[!is.na(rows$BASE) & !is.na(rows$VALUE), ]
seen$CHANGE <- seen$VALUE - seen$BASE
parts <- do.call(rbind, lapply(split.data.frame(seen, seen$STRATUM), function(one) {
  a <- one$CHANGE[one$TREATED == 1]
  b <- one$CHANGE[one$TREATED == 0]
  if (min(length(a), length(b)) < 2 || (var(a) == 0 && var(b) == 0)) return(NULL)
  escalc(
    measure = "MD", m1i = mean(a), sd1i = sd(a), n1i = length(a),
    m2i = mean(b), sd2i = sd(b), n2i = length(b), slab = one$STRATUM[1]
  )
}))
if (!split && !is.null(parts) && nrow(parts) > 1) {
  pooled <- rma(yi, vi, data = parts, method = "REML")
  add("strata", as.numeric(pooled$b), pooled$se, nrow(parts))
}

write.csv(results, "results_r.csv", row.names = FALSE)
print(results, digits = 6)
