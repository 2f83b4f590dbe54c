package route.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A job to be tried: its input, the providers' limits, and how people and machines treat it.
 *
 * @param seed names it
 * @param prompts each its own
 * @param tiers of the rows, in their order
 * @param jsonl whether the input is JSONL instead of CSV
 * @param mostRows how many rows a batch of OpenAI, and of Anthropic, may hold
 * @param deaths how often the process dies at most
 * @param stops how often it is asked to stop
 * @param budgetPercent the budget in percent of the plan's worst case; 0 for none
 * @param cancels whether the user gives the job up on the way
 * @param retries whether the user sends failed rows again in the end
 * @param settles whether a person settles a batch in doubt by hand, instead of waiting until the results tell
 * @param inOneGo whether one process stays to the end, instead of many short ones
 * @param live how it buys in real time
 * @param cast who its providers are
 */
record Scenario(
        long seed,
        List<String> prompts,
        List<String> tiers,
        boolean jsonl,
        int mostRowsOpenAi,
        int mostRowsAnthropic,
        Mischief mischief,
        int deaths,
        int stops,
        int budgetPercent,
        boolean cancels,
        boolean retries,
        boolean settles,
        boolean inOneGo,
        Live live,
        Cast cast) {

    private static final List<String> FIRST_POLLS = List.of("30s", "2m", "10m");
    private static final List<String> TIERS = List.of("simple", "medium", "flagship");

    Scenario {
        prompts = List.copyOf(prompts);
        tiers = List.copyOf(tiers);
    }

    /** A job, providers and people, all drawn from the seed. */
    static Scenario of(long seed) {
        var chance = new Random(seed);
        chance.nextInt();
        var rows = 5 + chance.nextInt(11);
        var prompts = new ArrayList<String>();
        var tiers = new ArrayList<String>();
        var forbidden = chance.nextInt(4) == 0;
        for (var i = 1; i <= rows; i++) {
            var prompt = "number " + i + " of " + seed + ", what is " + chance.nextInt(1000) + " plus one?";
            prompts.add(forbidden && chance.nextInt(8) == 0 ? prompt + " (forbidden)" : prompt);
            tiers.add(TIERS.get(chance.nextInt(chance.nextInt(3) == 0 ? 3 : 2)));
        }
        return new Scenario(
                seed,
                prompts,
                tiers,
                chance.nextBoolean(),
                2 + chance.nextInt(6),
                2 + chance.nextInt(6),
                Mischief.of(seed),
                chance.nextInt(3) == 0 ? 0 : chance.nextInt(8),
                chance.nextInt(2) * chance.nextInt(4),
                chance.nextInt(4) == 0 ? 40 + chance.nextInt(200) : 0,
                chance.nextInt(12) == 0,
                chance.nextInt(6) == 0,
                chance.nextBoolean(),
                chance.nextInt(3) == 0,
                Live.NONE,
                Cast.USUAL);
    }

    /** The same job, bought in real time wholly or in part. */
    Scenario live(Live how) {
        return new Scenario(
                seed,
                prompts,
                tiers,
                jsonl,
                mostRowsOpenAi,
                mostRowsAnthropic,
                mischief,
                deaths,
                stops,
                budgetPercent,
                cancels,
                retries,
                settles,
                inOneGo,
                how,
                cast);
    }

    /** A small calm job in one dialect, each of its paths trodden once: a retried row and a refused one. */
    static Scenario small(String tier, Mischief mischief) {
        return small(List.of("one", "two, it stumbles", "three", "four", "five"), tier, 3, mischief);
    }

    /** A still smaller one, all of whose rows go to the star of a cast. */
    static Scenario tiny(Cast cast) {
        return small(List.of("one", "two, it stumbles", "three"), "simple", 2, Mischief.none())
                .with(cast);
    }

    private static Scenario small(List<String> prompts, String tier, int most, Mischief mischief) {
        var tiers = prompts.stream().map(it -> tier).toList();
        return new Scenario(
                42,
                prompts,
                tiers,
                false,
                most,
                most,
                mischief,
                0,
                0,
                0,
                false,
                false,
                false,
                true,
                Live.NONE,
                Cast.USUAL);
    }

    /** The same job with other providers. */
    Scenario with(Cast other) {
        return new Scenario(
                seed,
                prompts,
                tiers,
                jsonl,
                mostRowsOpenAi,
                mostRowsAnthropic,
                mischief,
                deaths,
                stops,
                budgetPercent,
                cancels,
                retries,
                settles,
                inOneGo,
                live,
                other);
    }

    /** The same job under other mischief, with nobody who dies, gives up or changes his mind. */
    Scenario under(Mischief other) {
        return new Scenario(
                seed,
                prompts,
                tiers,
                jsonl,
                mostRowsOpenAi,
                mostRowsAnthropic,
                other,
                0,
                0,
                0,
                false,
                false,
                settles,
                inOneGo,
                live,
                cast);
    }

    /** The same with fewer rows. */
    Scenario first(int rows) {
        return new Scenario(
                seed,
                prompts.subList(0, rows),
                tiers.subList(0, rows),
                jsonl,
                mostRowsOpenAi,
                mostRowsAnthropic,
                mischief,
                deaths,
                stops,
                budgetPercent,
                cancels,
                retries,
                settles,
                inOneGo,
                live,
                cast);
    }

    /** The input file. */
    String input() {
        var text = new StringBuilder(jsonl ? "" : "id,prompt,tier\n");
        for (var i = 0; i < prompts.size(); i++) {
            if (jsonl) {
                var line = Lines.object().put("id", "t" + i).put("prompt", prompts.get(i));
                text.append(line.put("tier", tiers.get(i))).append('\n');
            } else {
                text.append("t" + i + ",\"" + prompts.get(i) + "\"," + tiers.get(i) + "\n");
            }
        }
        return text.toString();
    }

    String inputName() {
        return jsonl ? "in.jsonl" : "in.csv";
    }

    String outputName() {
        return jsonl ? "in.results.jsonl" : "in.results.csv";
    }

    /** The settings file. */
    String settings() {
        return """
                polling: {first: %s, longest: 3h}
                lookup: {grace: 2m}
                providers:
                  openai: {limits: {max_rows: %d}, lanes: [%s]}
                """.formatted(FIRST_POLLS.get((int) (seed % FIRST_POLLS.size())), mostRowsOpenAi, live.openAiLanes())
                + cast.settings(mostRowsAnthropic, live.anthropicLanes());
    }
}
