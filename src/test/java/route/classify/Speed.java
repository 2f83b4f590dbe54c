package route.classify;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import route.domain.Endpoint;
import route.domain.Message;
import route.domain.Prompt;

/** Times the classifier on real prompts of about 600 characters. */
final class Speed {
    private static final int SHORTEST = 500;
    private static final int LONGEST = 700;
    private static final int ROUNDS = 12;
    private static final int PASSES = 100;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e6;

    private Speed() {}

    static void print(Path folder, PrintStream out) throws IOException {
        long before = System.nanoTime();
        long spent = spent();
        Weights.load();
        double cpu = (spent() - spent) / MILLIS;
        double clock = (System.nanoTime() - before) / MILLIS;
        out.printf(Locale.ROOT, "weights loaded in %.1f ms of a core, %.1f ms by the clock%n", cpu, clock);
        var prompts = Corpus.file(folder, "mmlu_pro").stream()
                .map(Sample::prompt)
                .filter(it -> it.length() >= SHORTEST && it.length() <= LONGEST)
                .map(it -> new Prompt(Endpoint.CHAT, List.of(Message.plain("user", it)), Map.of()))
                .toList();
        var scorer = new Scorer();
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) best = Math.max(best, rate(scorer, prompts));
        double length = prompts.stream()
                .mapToInt(it -> it.userText().length())
                .average()
                .orElse(0);
        out.printf(
                Locale.ROOT,
                "%d prompts of %.0f characters: %,.0f a second of one core, at best of %d%n",
                prompts.size(),
                length,
                best,
                ROUNDS);
    }

    private static double rate(Scorer scorer, List<Prompt> prompts) {
        double sum = 0;
        long before = spent();
        for (int pass = 0; pass < PASSES; pass++) {
            for (var prompt : prompts) sum += scorer.judge(prompt, 150).hardness();
        }
        double seconds = (spent() - before) / NANOS;
        if (sum < 0) throw new IllegalStateException("a hardness below 0");
        return PASSES * prompts.size() / seconds;
    }

    /** What this thread has had of a core, in nanoseconds: others may be at work beside it. */
    private static long spent() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
