package route.sim;

import java.time.Instant;
import route.domain.Usage;

/** One request at a provider: what was asked, what came of it, and whether anybody will ever read that. */
public final class SimRow {

    /** What the provider did with it. */
    enum Work {
        /** Not yet, or never. */
        NONE,
        ANSWERED,
        BUSY,
        REFUSED
    }

    private final String customId;
    private final String model;
    private final String prompt;
    private final int maxTokens;
    private Instant askedAt = Instant.EPOCH;
    private Work work = Work.NONE;
    private Usage usage = Usage.NONE;
    private boolean legible = true;
    private boolean doubled;

    SimRow(String customId, String model, String prompt, int maxTokens) {
        this.customId = customId;
        this.model = model;
        this.prompt = prompt;
        this.maxTokens = maxTokens;
    }

    String customId() {
        return customId;
    }

    String model() {
        return model;
    }

    String prompt() {
        return prompt;
    }

    /** When it was asked in real time. */
    Instant askedAt() {
        return askedAt;
    }

    void askedAt(Instant now) {
        askedAt = now;
    }

    Work work() {
        return work;
    }

    Usage usage() {
        return usage;
    }

    /** Whether its result line is in the results, whole. */
    boolean legible() {
        return legible;
    }

    boolean doubled() {
        return doubled;
    }

    boolean billed() {
        return work == Work.ANSWERED;
    }

    /** What the answer always is, whoever gives it and how often. */
    static String answer(String prompt) {
        if (prompt.contains("one whole number from 1 to 5")) return "4";
        return "re: " + prompt;
    }

    /** Does the work: what comes of it depends on the prompt and on how often it was worked on, and on nothing else. */
    void work(int before, Mischief mischief, long seed) {
        var own = new java.util.Random(seed ^ 31L * prompt.hashCode() + before);
        own.nextInt();
        if (prompt.contains("forbidden") || mischief.strikes(Fault.ROW_REFUSED, own)) {
            work = Work.REFUSED;
        } else if (before == 0 && prompt.contains("stumbles") || mischief.strikes(Fault.ROW_BUSY, own)) {
            work = Work.BUSY;
        } else {
            work = Work.ANSWERED;
            usage = Usage.of(1 + prompt.length() / 8, 1 + Math.floorMod(prompt.hashCode(), Math.min(maxTokens, 40)));
            legible = !mischief.strikes(Fault.LINE_LOST, own) && !mischief.strikes(Fault.LINE_BROKEN, own);
        }
        doubled = mischief.strikes(Fault.LINE_DOUBLED, own);
    }
}
