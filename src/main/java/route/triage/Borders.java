package route.triage;

import route.classify.Classifier;
import route.classify.Regions;
import route.classify.Scorer;
import route.domain.Fields;
import route.domain.InputException;
import route.domain.JobSpec;
import route.domain.Pins;
import route.domain.Prompt;
import route.domain.RuleSpec;
import route.tokens.TokenCounter;

/**
 * Says which rows are shown to the model that judges: none that must stay in a region where it is not, and none whose tier
 * is decided, for nobody is paid for judging those.
 */
final class Borders {
    private final String region;
    private final Regions regions;
    private final Classifier classifier;
    private final TokenCounter counter = new TokenCounter();
    private final boolean isOpen;

    /**
     * @param spec one that has a model judge
     * @throws InputException where no row may be shown to it
     */
    Borders(JobSpec spec) {
        var model = spec.judging().adviser().model().orElseThrow();
        this.region = spec.providers().get(model.provider()).region();
        if (!spec.onlyRegion().isEmpty() && !spec.onlyRegion().equals(region)) {
            throw new InputException("classifier.model " + model + " may judge no row: all stay in region "
                    + spec.onlyRegion() + ", and " + model.provider() + " is "
                    + (region.isEmpty() ? "in none that is known" : "in " + region)
                    + "\nname a model there, or leave out classifier.model");
        }
        this.regions = new Regions(spec.rules());
        this.isOpen = spec.rules().stream().map(RuleSpec::region).allMatch(it -> it.isEmpty() || it.equals(region));
        this.classifier = new Classifier(spec.tiers(), spec.rules(), new Scorer(), spec.judging());
    }

    /** Whether the row or a rule decides on its tier, or the row on its model. */
    boolean isDecided(Prompt prompt, Pins pins, Fields fields) {
        if (!pins.tier().isEmpty() || !pins.model().isEmpty()) return true;
        return classifier.isRuled(prompt, pins, fields, counter.inO200k(prompt));
    }

    /** Whether a rule keeps the row where the model is not. */
    boolean keeps(Prompt prompt, Pins pins, Fields fields) {
        if (isOpen || classifier.problem(pins).isPresent()) return false;
        int tokens = counter.inO200k(prompt);
        var task = classifier.classify(prompt, pins, fields, tokens).decision().task();
        var kept = regions.of(prompt, pins, fields, tokens, task);
        return !kept.isEmpty() && !kept.equals(region);
    }
}
