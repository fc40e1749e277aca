/** The script in R that comes with an export: it checks the files, reads them, and fits the model of the programme's trial. */
import type { Instrument } from '#directory/types';
import type { columns, FileName } from './columns.ts';

/** Which value of each instrument the model takes; others are a line of the script away. */
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
# Run it in the folder of the files: Rscript read.R
# Needs the packages jsonlite, digest and lme4.
library(jsonlite); library(digest); library(lme4)

manifest <- fromJSON("manifest.json", simplifyDataFrame = FALSE)
for (file in manifest$files)
  if (digest(file = file$name, algo = "sha256") != file$sha256) stop(file$name, " is not as it was made")

read <- function(name) read.csv(paste0(name, ".csv"), na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8")
participants <- read("participants"); practices <- read("practices"); contacts <- read("contacts")
suggestions <- read("suggestions"); measures <- read("measures"); flow <- read("flow")
print(flow)

# One of: ${instruments.map((name) => outcomes[name]).join(', ')}, or any other ${m('item')} of measures.csv.
outcome <- "${outcomes[instruments[0] ?? 'ons4']}"
at <- function(point, name) {
  some <- measures[which(measures$${m('item')} == outcome & measures$${m('timepoint')} == point), ]
  some <- some[order(some$${m('participant')}, some$${m('day')}), ]
  some <- some[!duplicated(some$${m('participant')}), c("${m('participant')}", "${m('score')}")]
  setNames(some, c("${p('participant')}", name))
}
data <- merge(merge(participants, at("follow-up", "after")), at("baseline", "before"))
data$${p('arm')} <- relevel(factor(data$${p('arm')}, levels = c("comparison", "intervention")), ref = "comparison")
for (name in c("${p('age_band')}", "${p('sex')}", "${p('simd')}")) data[[name]] <- factor(ifelse(is.na(data[[name]]), "not told", data[[name]]))

# What the file does not tell, or tells of everybody alike, is left out of the model.
adjusting <- Filter(function(name) length(unique(data[[name]])) > 1, c("${p('arm')}", "${p('age_band')}", "${p('sex')}", "${p('simd')}"))
formula <- as.formula(paste("after ~ before", paste(c("", adjusting), collapse = " + "), "+ (1 | ${p('practice')})"))
cat(outcome, ":", nrow(data), "people measured twice in", length(unique(data$${p('practice')})), "practices\\n"); print(formula)
print(summary(lmer(formula, data = data)))
`;
