package route.config;

import java.util.ArrayList;
import java.util.List;
import route.domain.InputException;
import route.domain.Judging;
import route.domain.Profile;
import route.domain.ProfileRule;

/** Reads who judges how hard a row is: {@code profile}, and {@code profiles} for rows of a tag or task. */
final class JudgeSettings {
    private static final List<String> CONDITIONS = List.of("tag", "task");

    private JudgeSettings() {}

    static Judging read(Stack stack) {
        var rules = stack.tree("profiles").map(JudgeSettings::rules).orElse(List.of());
        return new Judging(stack.text("profile"), rules, List.of());
    }

    private static List<ProfileRule> rules(Tree tree) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            throw new InputException(tree.place() + ": profiles is " + tree.kind()
                    + "\nit is a list such as - {when: {tag: support}, profile: tickets}");
        }
        var rules = new ArrayList<ProfileRule>();
        for (var item : sequence.items()) rules.add(rule("profiles[" + (rules.size() + 1) + "]", item));
        return rules;
    }

    private static ProfileRule rule(String name, Tree tree) {
        var rule = Block.of(name, tree, List.of("when", "profile"));
        var conditions = "it is a mapping with " + Block.listed(CONDITIONS);
        if (!rule.has("when")) throw rule.wrong("when", conditions);
        var when = Block.of(name + ".when", rule.get("when"), CONDITIONS);
        var tag = when.text("tag", "it is a text").orElse("");
        var task = when.text("task", "it is a text").orElse("");
        if (tag.isEmpty() && task.isEmpty()) throw rule.wrong("when", conditions);
        var right = "it is " + Kind.PROFILE.right();
        var profile = rule.text("profile", right)
                .filter(it -> it.matches(Profile.NAME))
                .orElseThrow(() -> rule.wrong("profile", right));
        return new ProfileRule(tag, task, profile);
    }
}
