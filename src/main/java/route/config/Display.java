package route.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import route.domain.Judging;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Plural;
import route.domain.Provider;
import route.domain.RuleSpec;
import route.domain.TierSpec;

/** Lists the settings in force for {@code config show}. */
record Display(
        Stack stack,
        ProviderTable table,
        List<TierSpec> tiers,
        List<RuleSpec> rules,
        HookList hooks,
        Judging judging,
        Keys keys) {

    List<Shown> lines() {
        var lines = new ArrayList<Shown>();
        for (var setting : Setting.ALL) {
            if (setting.kind().isMapping()) {
                stack.entries(setting.key())
                        .forEach(
                                (name, it) -> lines.add(new Shown(setting.key() + "." + name, it.text(), it.origin())));
            } else {
                lines.add(plain(setting));
            }
        }
        var tierOrigin = stack.tree("tiers").map(it -> it.place().toString()).orElse("default");
        for (var tier : tiers) {
            lines.add(new Shown("tiers." + tier.name() + ".models", models(tier), tierOrigin));
            lines.add(new Shown("tiers." + tier.name() + ".from", String.valueOf(tier.from()), tierOrigin));
        }
        var rulesOrigin = stack.tree("rules").map(it -> it.place().toString()).orElse("default");
        lines.add(new Shown("rules", rules.isEmpty() ? "" : Plural.of(rules.size(), "rule"), rulesOrigin));
        var hooksOrigin = stack.tree("hooks").map(it -> it.place().toString()).orElse("default");
        lines.add(new Shown("hooks.job_end", hooks.jobEnd().toString(), hooksOrigin));
        lines.add(new Shown("hooks.alert", hooks.alert().toString(), hooksOrigin));
        addJudging(lines);
        table.providers().values().forEach(it -> addProvider(it, lines));
        return lines;
    }

    /** Of a command only the program is shown: its arguments may be secret. */
    private void addJudging(List<Shown> lines) {
        var rules = judging.rules().isEmpty() ? "" : Plural.of(judging.rules().size(), "rule");
        var adviser = judging.adviser();
        var asked = adviser.model()
                .map(ModelRef::toString)
                .orElseGet(() -> adviser.command().stream()
                        .findFirst()
                        .map(it -> "command " + it)
                        .orElse(""));
        lines.add(new Shown("profiles", rules, origin("profiles")));
        lines.add(new Shown("classifier", asked, origin("classifier")));
    }

    private String origin(String tree) {
        return stack.tree(tree).map(it -> it.place().toString()).orElse("default");
    }

    private Shown plain(Setting setting) {
        return stack.given(setting.key())
                .map(it -> new Shown(setting.key(), it.text(), it.origin()))
                .orElseGet(() -> new Shown(setting.key(), stack.fallback(setting), "default"));
    }

    private static String models(TierSpec tier) {
        return tier.models().stream().map(ModelRef::toString).collect(Collectors.joining(", "));
    }

    private void addProvider(Provider provider, List<Shown> lines) {
        var name = provider.name();
        var prefix = "providers." + name + ".";
        lines.add(new Shown(prefix + "dialect", provider.dialect(), table.origin(name, "dialect")));
        lines.add(new Shown(prefix + "base_url", provider.baseUrl(), table.origin(name, "base_url")));
        var lanes = provider.lanes().stream().map(Lane::label).collect(Collectors.joining(", "));
        lines.add(new Shown(prefix + "lanes", lanes, table.origin(name, "lanes")));
        if (!provider.region().isEmpty()) {
            lines.add(new Shown(prefix + "region", provider.region(), table.origin(name, "region")));
        }
        provider.offPeak()
                .ifPresent(it ->
                        lines.add(new Shown(prefix + "off_peak", PeakHours.text(it), table.origin(name, "off_peak"))));
        lines.add(new Shown(prefix + "key", keyState(provider), keyOrigin(provider)));
    }

    private String keyState(Provider provider) {
        if (!provider.needsKey()) return "not needed";
        return keys.isSet(provider) ? "set" : "not set";
    }

    /** The command itself is not shown: its words may be secret. */
    private String keyOrigin(Provider provider) {
        if (!provider.needsKey()) return table.origin(provider.name(), "api_key_env");
        var byCommand = !provider.keyCommand().isEmpty() && !keys.isInEnvironment(provider);
        return byCommand ? table.origin(provider.name(), "api_key_command") : "env " + provider.keyEnv();
    }
}
