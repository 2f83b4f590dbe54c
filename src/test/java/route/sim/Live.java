package route.sim;

import java.util.Random;

/**
 * How a world buys in real time, and what becomes of its accounts meanwhile.
 *
 * @param lane the setting; empty where nothing is said of lanes at all
 * @param openAiLanes what OpenAI offers
 * @param anthropicLanes what the other provider offers
 * @param keyBreaksAt the call in real time from which on a provider takes the key for wrong, until somebody mends it; 0
 *     for never
 * @param modelClosesAt the call in real time from which on a provider no longer knows that call's model; 0 for never
 */
record Live(String lane, String openAiLanes, String anthropicLanes, int keyBreaksAt, int modelClosesAt) {
    static final Live NONE = new Live("", "batch, realtime", "batch, realtime", 0, 0);

    /** Everything in real time, and nobody touches the accounts. */
    static final Live CALM = new Live("realtime", "batch, realtime", "batch, realtime", 0, 0);

    static Live of(Random chance) {
        var mixed = chance.nextInt(3) == 0;
        return new Live(
                mixed ? "auto" : "realtime",
                chance.nextBoolean() ? "realtime" : "batch, realtime",
                mixed || chance.nextBoolean() ? "batch, realtime" : "realtime",
                chance.nextInt(4) == 0 ? 1 + chance.nextInt(8) : 0,
                chance.nextInt(5) == 0 ? 1 + chance.nextInt(8) : 0);
    }

    boolean is() {
        return !lane.isEmpty();
    }
}
