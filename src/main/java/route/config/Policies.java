package route.config;

import java.util.List;
import java.util.Map;
import route.domain.InputException;
import route.domain.Policy;
import route.domain.TierSpec;

/** Makes a job's policy from the settings in force. */
record Policies(Stack stack, List<TierSpec> tiers, Map<String, Map<String, Integer>> capability) {

    /** @throws InputException where shares name no tier or more than all rows, or there is no budget to spread */
    Policy make() {
        var spread = stack.isOn("spread");
        if (spread && stack.given("budget.max_cost").isEmpty()) {
            throw new InputException(stack.given("spread").map(Value::origin).orElse("spread")
                    + ": there is no budget to spread\ngive one with --max-cost, such as --max-cost 5.00");
        }
        var prefer = stack.given("prefer").map(Value::text);
        return new Policy(
                prefer.isPresent() ? Policy.Strategy.PREFERRED : strategy(),
                prefer.map(Shares::prefer).orElse(Policy.Prefer.NOTHING),
                Shares.share(stack.text("explore")),
                Shares.thousandths(stack.text("quality_floor")),
                stack.given("shares").map(this::shares).orElse(Map.of()),
                spread,
                capability,
                Values.duration(stack.text("feedback.half_life")));
    }

    private Policy.Strategy strategy() {
        return switch (stack.text("strategy")) {
            case "cheapest" -> Policy.Strategy.CHEAPEST;
            case "weighted" -> Policy.Strategy.WEIGHTED;
            default -> Policy.Strategy.LISTED;
        };
    }

    private Map<String, Integer> shares(Value value) {
        var shares = Shares.shares(value.text());
        var names = tiers.stream().map(TierSpec::name).toList();
        for (var tier : shares.keySet()) {
            if (!names.contains(tier)) {
                throw new InputException(value.origin() + ": shares names '" + tier + "', which is no tier\n"
                        + Nearest.to(tier, names)
                                .map(it -> "did you mean " + it + "?")
                                .orElse("the tiers are " + Block.listed(names)));
            }
        }
        if (shares.containsKey(names.get(0))) {
            throw new InputException(value.origin() + ": shares limits " + names.get(0)
                    + ", the weakest tier\nit takes the rows that the others leave; name the stronger ones");
        }
        if (shares.values().stream().mapToInt(it -> it).sum() > Policy.WHOLE) {
            throw new InputException(value.origin() + ": the shares are more than 100% together");
        }
        return shares;
    }
}
