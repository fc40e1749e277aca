/** The script in R that comes with an export: it checks the files, reads them, and fits the model of the programme's trial. */
import type { Instrument } from '#directory/types';
import type { columns, FileName } from './columns.ts';

/** Which value of each instrument the model takes. */
const outcomes: Readonly<Record<Instrument, string>> = {
  ons4: 'ons4-life-satisfaction',
  'eq-5d-5l': 'eq-5d-5l-state',
  'icecap-a': 'icecap-a-state',
  swemwbs: 'swemwbs-raw',
  wsas: 'wsas-score',
  hads: 'hads-depression',
  mycaw: 'mycaw-wellbeing',
};
/** A column as the script calls it; the compiler sees that the file has it. */
const column = <File extends FileName>(_: File, name: (typeof columns)[File][number]['name']): string => name;
const p = (name: (typeof columns)['participants'][number]['name']) => column('participants', name);
const m = (name: (typeof columns)['measures'][number]['name']) => column('measures', name);

export const scriptOf = (instruments: readonly Instrument[]): string => `# Reads an export of Links Hub, checks it and fits the model of the programme's trial.
# Run it in the folder of the files: Rscript read.R [OUTCOME] [nlme]
# OUTCOME: one of ${instruments.map((name) => outcomes[name]).join(', ')}, or any other ${m('item')} of measures.csv; without it the first.
# Intervals are by the normal distribution. What comes with R is enough. Where they are installed, jsonlite and digest check the files, and lme4 fits the model unless nlme is asked for.
asked <- commandArgs(trailingOnly = TRUE)
has <- function(name) requireNamespace(name, quietly = TRUE)

if (has("jsonlite") && has("digest")) {
  files <- jsonlite::fromJSON("manifest.json", simplifyDataFrame = FALSE)$files
  for (file in files)
    if (digest::digest(file = file$name, algo = "sha256") != file$sha256) stop(file$name, " is not as it was made")
  cat(length(files), "files are as they were made\\n")
} else cat("The files are not checked: jsonlite or digest is not installed\\n")

# Each column as the dictionary says it is: a pseudonym of digits alone stays text.
dictionary <- read.csv("data-dictionary.csv", colClasses = "character", encoding = "UTF-8")
classes <- c("text" = "character", "whole number" = "integer", "number" = "numeric")
read <- function(name) {
  told <- dictionary[dictionary$file == paste0(name, ".csv"), ]
  table <- read.csv(paste0(name, ".csv"), na.strings = "", colClasses = setNames(classes[told$type], told$column), encoding = "UTF-8")
  cat(paste0(name, ".csv:"), nrow(table), "rows\\n")
  table
}
participants <- read("participants"); practices <- read("practices"); contacts <- read("contacts")
suggestions <- read("suggestions"); measures <- read("measures"); flow <- read("flow")
print(flow)

outcome <- c(setdiff(asked, c("nlme", "lme4")), "${outcomes[instruments[0] ?? 'ons4']}")[1]
at <- function(point, name) {
  some <- measures[which(measures$${m('item')} == outcome & measures$${m('timepoint')} == point & !is.na(measures$${m('score')})), ]
  some <- some[order(some$${m('participant')}, some$${m('day')}), ]
  some <- some[!duplicated(some$${m('participant')}), c("${m('participant')}", "${m('score')}")]
  setNames(some, c("${p('participant')}", name))
}
data <- merge(merge(participants, at("baseline", "before"), all.x = TRUE), at("follow-up", "after"), all.x = TRUE)
arms <- c("comparison", "intervention")
data$${p('arm')} <- factor(data$${p('arm')}, levels = arms)
for (name in c("${p('age_band')}", "${p('sex')}", "${p('simd')}")) data[[name]] <- factor(ifelse(is.na(data[[name]]), "not told", data[[name]]))
pairs <- data[!is.na(data$before) & !is.na(data$after), ]

cat("Outcome:", outcome, "\\n")
for (arm in arms) {
  twice <- pairs[pairs$${p('arm')} == arm, ]
  cat(sprintf("%s: %d people, %d measured twice, mean %.6f before and %.6f after, change %.6f (SD %.6f)\\n", arm, sum(data$${p('arm')} == arm), nrow(twice),
    mean(twice$before), mean(twice$after), mean(twice$after - twice$before), sd(twice$after - twice$before)))
}

# What the file does not tell or tells of everybody alike is left out of the model, and what other columns tell already: who has no age told has no sex told.
adjusting <- Filter(function(name) length(unique(pairs[[name]])) > 1, c("${p('arm')}", "${p('age_band')}", "${p('sex')}", "${p('simd')}"))
cat("Adjusted for: before", adjusting, "\\n")
columns <- if (nrow(pairs) > 0) model.matrix(as.formula(paste(c("~ before", adjusting), collapse = " + ")), pairs) else matrix(0, 0, 1)
columns <- columns[, sort(head(qr(columns)$pivot, qr(columns)$rank)), drop = FALSE]
columns <- columns[, -1, drop = FALSE]
colnames(columns) <- make.names(colnames(columns))
fixed <- as.formula(paste(c("after ~ 1", colnames(columns)), collapse = " + "))
fitted <- cbind(pairs[c("after", "${p('practice')}")], columns)

effects.of <- function(name, estimate, error) cat(sprintf("%s: %.6f (95%% CI %.6f to %.6f)\\n", name, estimate, estimate - 1.96 * error, estimate + 1.96 * error))
told.of <- function(effects, between, within) {
  for (name in rownames(effects)) effects.of(name, effects[name, 1], effects[name, 2])
  cat(sprintf("Variance between practices: %.6f, within: %.6f\\n", between, within))
}
if (length(unique(pairs$${p('practice')})) < 2 || nrow(pairs) < 10 + ncol(columns)) {
  cat("Too few were measured twice for a model:", nrow(pairs), "people in", length(unique(pairs$${p('practice')})), "practices\\n")
} else if (has("lme4") && !("nlme" %in% asked)) {
  model <- lme4::lmer(update(fixed, . ~ . + (1 | practice)), data = fitted)
  print(summary(model))
  told.of(summary(model)$coefficients, as.data.frame(lme4::VarCorr(model))$vcov[1], sigma(model)^2)
} else {
  model <- nlme::lme(fixed, random = ~ 1 | practice, data = fitted)
  print(summary(model))
  told.of(summary(model)$tTable, as.numeric(nlme::VarCorr(model)[1, "Variance"]), sigma(model)^2)
}
`;
