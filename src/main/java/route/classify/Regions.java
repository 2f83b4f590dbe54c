package route.classify;

import java.util.ArrayList;
import java.util.List;
import route.domain.Fields;
import route.domain.Pins;
import route.domain.Prompt;
import route.domain.RuleSpec;

/**
 * Says where a row must stay: in the region of the first rule that names one and matches, whatever other rules give it
 * and whatever it pins itself. Holds no state between rows and may be shared by threads.
 */
public final class Regions {
    private final List<Region> regions;

    /** A rule and its region. */
    private record Region(Rule rule, String name) {}

    /** @throws route.domain.InputException where a rule has no regular expression in {@code matches} */
    public Regions(List<RuleSpec> rules) {
        var found = new ArrayList<Region>();
        for (var at = 0; at < rules.size(); at++) {
            var spec = rules.get(at);
            if (!spec.region().isEmpty()) found.add(new Region(new Rule(at + 1, spec), spec.region()));
        }
        this.regions = List.copyOf(found);
    }

    /** The region a row stays in; empty for anywhere. {@code tokens} is its length, {@code task} the classifier's word. */
    public String of(Prompt prompt, Pins pins, Fields fields, int tokens, String task) {
        for (var it : regions) {
            if (it.rule().holds(prompt, pins, fields, tokens, task)) return it.name();
        }
        return "";
    }
}
