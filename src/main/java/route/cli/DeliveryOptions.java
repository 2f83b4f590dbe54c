package route.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the merged file is written, and what the job may cost. */
final class DeliveryOptions {

    @Option(
            names = "--output-format",
            paramLabel = "KIND",
            description = "csv, tsv, jsonl or openai; else as the input.")
    private Optional<String> outputFormat = Optional.empty();

    @Option(names = "--overwrite", description = "Replace a file that this job did not write.")
    private boolean overwrite;

    @Option(names = "--safe-cells", description = "Keep spreadsheets from running cells as formulas.")
    private boolean safeCells;

    @Option(names = "--max-cost", paramLabel = "USD", description = "The budget; the job is held when it is reached.")
    private Optional<String> maxCost = Optional.empty();

    @Option(names = "--allow-unpriced", description = "Let models without a price run under a budget.")
    private boolean allowUnpriced;

    /** The options given, by the key of their setting; {@code output} is where the merged file goes. */
    Map<String, String> flags(Optional<String> output) {
        var flags = new LinkedHashMap<String, String>();
        output.ifPresent(it -> flags.put("output", it));
        outputFormat.ifPresent(it -> flags.put("output_format", it));
        if (overwrite) flags.put("overwrite", "true");
        if (safeCells) flags.put("safe_cells", "true");
        maxCost.ifPresent(it -> flags.put("budget.max_cost", it));
        if (allowUnpriced) flags.put("budget.allow_unpriced", "true");
        return flags;
    }
}
