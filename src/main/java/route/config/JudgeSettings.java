package route.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import route.domain.Adviser;
import route.domain.InputException;
import route.domain.Judging;
import route.domain.Lane;
import route.domain.Profile;
import route.domain.ProfileRule;

/** Reads who judges how hard a row is: {@code profile}, and {@code profiles} for rows of a tag or task, {@code classifier} for who is asked first. */
final class JudgeSettings {
    private static final List<String> CONDITIONS = List.of("tag", "task");

    private JudgeSettings() {}

    static Judging read(Stack stack, ModelNames names) {
        var rules = stack.tree("profiles").map(JudgeSettings::rules).orElse(List.of());
        var adviser = stack.tree("classifier").map(it -> adviser(it, names)).orElse(Adviser.NOBODY);
        return new Judging(stack.text("profile"), rules, List.of(), adviser, false);
    }

    private static Adviser adviser(Tree tree, ModelNames names) {
        var block = Block.of("classifier", tree, List.of("model", "prompt", "lane", "command", "timeout"));
        if (block.has("model") == block.has("command")) {
            throw new InputException(block.tree().place() + ": classifier has "
                    + (block.has("model") ? "both a model and a command" : "neither a model nor a command")
                    + "\nit has one of them, such as model: openai/gpt-6-luna or command: [python3, judge.py]");
        }
        refuse(block, block.has("model") ? List.of("timeout") : List.of("prompt", "lane"));
        return new Adviser(
                block.text("model", "must be a model such as openai/gpt-6-luna")
                        .map(it -> names.resolve(it, block.at("model").toString())),
                template(block),
                lane(block),
                block.texts("command", "must be a program and its arguments, such as [python3, judge.py]").stream()
                        .map(Tree.Scalar::text)
                        .toList(),
                patience(block));
    }

    private static void refuse(Block block, List<String> fields) {
        for (var field : fields) {
            if (!block.has(field)) continue;
            throw new InputException(block.at(field) + ": classifier." + field + " goes with a "
                    + (block.has("model") ? "command, and a model is asked" : "model, and a command is asked"));
        }
    }

    private static String template(Block block) {
        var right = "must be a text with {{prompt}} where the row's prompt goes";
        var template = block.text("prompt", right).orElse("");
        if (!template.isEmpty() && !template.contains("{{prompt}}")) throw block.wrong("prompt", right);
        return template;
    }

    private static Optional<Lane> lane(Block block) {
        var right = "must be batch or realtime";
        var lane = block.text("lane", right);
        if (lane.filter(it -> !it.matches("batch|realtime")).isPresent()) throw block.wrong("lane", right);
        return lane.map(it -> Lane.valueOf(it.toUpperCase(Locale.ROOT)));
    }

    private static Duration patience(Block block) {
        var right = "must be " + Kind.DURATION.right();
        var text = block.text("timeout", right);
        if (text.filter(it -> !Kind.DURATION.accepts(it)).isPresent()) throw block.wrong("timeout", right);
        return text.map(Values::duration).orElse(Adviser.USUAL_PATIENCE);
    }

    private static List<ProfileRule> rules(Tree tree) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            throw new InputException(tree.place() + ": profiles is " + tree.kind()
                    + "\nmust be a list such as - {when: {tag: support}, profile: tickets}");
        }
        var rules = new ArrayList<ProfileRule>();
        for (var item : sequence.items()) rules.add(rule("profiles[" + (rules.size() + 1) + "]", item));
        return rules;
    }

    private static ProfileRule rule(String name, Tree tree) {
        var rule = Block.of(name, tree, List.of("when", "profile"));
        var conditions = "must be a mapping with " + Block.listed(CONDITIONS);
        if (!rule.has("when")) throw rule.wrong("when", conditions);
        var when = Block.of(name + ".when", rule.get("when"), CONDITIONS);
        var tag = when.text("tag", "must be a text").orElse("");
        var task = when.text("task", "must be a text").orElse("");
        if (tag.isEmpty() && task.isEmpty()) throw rule.wrong("when", conditions);
        var right = "must be " + Kind.PROFILE.right();
        var profile = rule.text("profile", right)
                .filter(it -> it.matches(Profile.NAME))
                .orElseThrow(() -> rule.wrong("profile", right));
        return new ProfileRule(tag, task, profile);
    }
}
