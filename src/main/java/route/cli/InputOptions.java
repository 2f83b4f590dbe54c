package route.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import route.config.Settings;

/** What to read, how rows become prompts, and what is to be done with them. */
final class InputOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Option(names = "--json-schema", paramLabel = "FILE", description = "A JSON Schema that every answer follows.")
    private Optional<String> jsonSchema = Optional.empty();

    @Option(names = "--lenient", description = "Leave out parameters a provider does not know, with a note.")
    private boolean lenient;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            description = "A trial: of each tier this share of the rows only, such as 1%%.")
    private Optional<String> sample = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Take the first N rows only.")
    private Optional<String> limit = Optional.empty();

    @Option(names = "--incremental", description = "Only rows that no job of this --name has delivered yet.")
    private boolean incremental;

    @Option(names = "--max-tokens", paramLabel = "N", description = "The most output tokens of a row; else 4096.")
    private Optional<String> maxTokens = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "The job's name; else the input's.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices that go before the built-in ones.")
    private Optional<String> prices = Optional.empty();

    @Option(names = "--lane", paramLabel = "LANE", description = "batch, realtime, or auto (the default).")
    private Optional<String> lane = Optional.empty();

    @Option(names = "--deadline", paramLabel = "TIME", description = "When it is wanted: 6h, or 07:30.")
    private Optional<String> deadline = Optional.empty();

    @Option(names = "--only-region", paramLabel = "REGION", description = "No row may leave it, such as eu.")
    private Optional<String> onlyRegion = Optional.empty();

    @Option(names = "--profile", paramLabel = "NAME", description = "Judge by a profile of route tune.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--sandbox", description = "Use the built-in server: no key, no network, no money.")
    private boolean sandbox;

    /** The settings in force with these options and {@code more} flags on top. */
    Settings settings(Console console, Map<String, String> more) {
        var flags = flags();
        flags.putAll(more);
        return source.settings(command, console, flags);
    }

    /** What was given beside {@code --prices}, by the key of its setting. */
    List<String> beyondPrices() {
        var given = new ArrayList<String>();
        given.addAll(source.places());
        flags().keySet().stream().filter(it -> !it.equals("prices")).forEach(given::add);
        return given;
    }

    /** The settings in force without an input. */
    Settings pricesAlone(Console console) {
        return console.settings(Optional.empty(), Optional.empty(), flags());
    }

    /** The options given, by the key of their setting. */
    Map<String, String> flags() {
        var flags = source.flags();
        jsonSchema.ifPresent(it -> flags.put("json_schema", it));
        if (lenient) flags.put("lenient", "true");
        sample.ifPresent(it -> flags.put("sample", it));
        limit.ifPresent(it -> flags.put("limit", it));
        if (incremental) flags.put("incremental", "true");
        maxTokens.ifPresent(it -> flags.put("max_tokens", it));
        name.ifPresent(it -> flags.put("name", it));
        prices.ifPresent(it -> flags.put("prices", it));
        lane.ifPresent(it -> flags.put("lane", it));
        deadline.ifPresent(it -> flags.put("deadline", it));
        onlyRegion.ifPresent(it -> flags.put("only_region", it));
        profile.ifPresent(it -> flags.put("profile", it));
        if (sandbox) flags.put("sandbox", "true");
        return flags;
    }
}
