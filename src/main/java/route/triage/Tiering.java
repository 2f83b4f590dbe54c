package route.triage;

import route.domain.Cutoffs;
import route.plan.Ladder;

/** By what a row's tier is decided, where the whole input was ranked for it. */
record Tiering(Cutoffs cutoffs, Ladder ladder) {}
