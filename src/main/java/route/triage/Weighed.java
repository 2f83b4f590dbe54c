package route.triage;

import route.domain.Fingerprint;

/**
 * What ranking an input needs of one row.
 *
 * @param hardness in ten-thousandths
 * @param tier the place of the tier it is in whatever the others are; below zero where ranking decides
 * @param costs what it costs in each tier, in picodollars, below zero where it cannot go there; of a row whose tier is
 *     decided only what it costs there; empty where it cannot be used
 * @param fingerprint by which it is known whether it was bought before, in an incremental job
 * @param session hash of the session that its tier is decided with; 0 for none
 */
record Weighed(int hardness, int tier, long[] costs, Fingerprint fingerprint, long session) {
    private static final long[] NOTHING = {};
    static final Weighed UNFIT = new Weighed(0, -1, NOTHING, Fingerprint.NONE, 0);

    boolean isFit() {
        return costs.length > 0;
    }

    boolean isFree() {
        return tier < 0;
    }
}
