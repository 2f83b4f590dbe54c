package route.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import route.domain.InputException;
import route.domain.Lane;
import route.domain.Limits;
import route.domain.OffPeak;
import route.domain.Provider;
import route.domain.Quota;
import route.domain.Rates;

/** A provider while the sources of settings are laid over each other, field by field. */
final class ProviderDraft {
    static final List<String> FIELDS = List.of(
            "dialect",
            "base_url",
            "api_key_env",
            "api_key_command",
            "lanes",
            "limits",
            "quota",
            "requests_per_minute",
            "tokens_per_minute",
            "in_flight",
            "region",
            "off_peak");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String name;
    private final Map<String, String> origins = new TreeMap<>();
    private String firstPlace = "";
    private String dialect = "";
    private String baseUrl = "";
    private String keyEnv = "";
    private List<String> keyCommand = List.of();
    private List<Lane> lanes = List.of(Lane.BATCH, Lane.REALTIME);
    private Optional<Limits> limits = Optional.empty();
    private Quota quota = Quota.UNKNOWN;
    private Rates rates = Rates.UNKNOWN;
    private String region = "";
    private Optional<OffPeak> offPeak;

    ProviderDraft(String name) {
        this.name = name;
        this.offPeak = Defaults.offPeak(name);
    }

    static ProviderDraft of(Provider known) {
        var draft = new ProviderDraft(known.name());
        draft.dialect = known.dialect();
        draft.baseUrl = known.baseUrl();
        draft.keyEnv = known.keyEnv();
        draft.lanes = known.lanes();
        draft.limits = known.limits();
        draft.quota = known.quota();
        draft.rates = known.rates();
        draft.region = known.region();
        return draft;
    }

    /** Lays what a file says over what is known so far. */
    void take(Tree tree) {
        if (!(tree instanceof Tree.Mapping mapping)) {
            // What stands there is not shown: it may be a key.
            throw new InputException(tree.place() + ": providers." + name + " is not a mapping\nmust be one with "
                    + Block.listed(FIELDS));
        }
        refuseKey(mapping);
        var block = Block.of("providers." + name, tree, FIELDS);
        if (firstPlace.isEmpty()) firstPlace = block.tree().place().toString();
        for (var field : block.tree().entries().keySet())
            origins.put(field, block.at(field).toString());
        block.text("dialect", dialects()).ifPresent(it -> dialect = known(block, it));
        block.text("base_url", BaseUrl.RIGHT)
                .ifPresent(
                        it -> baseUrl = BaseUrl.checked(it, block.at("base_url").toString(), name, dialect));
        takeKey(block);
        if (block.has("lanes")) lanes = lanes(block);
        if (block.has("limits")) limits = Optional.of(limits(block));
        if (block.has("quota")) quota = quota(block);
        rates = rates(block);
        block.text("region", "must be a word such as eu").ifPresent(it -> region = it.toLowerCase(Locale.ROOT));
        if (block.has("off_peak")) offPeak = PeakHours.read(block);
    }

    /** Takes an address, or the parts of it that are the user's own, from the provider's own variables. */
    void takeAddress(Map<String, String> env) {
        takeOwnAddress(env);
        if (baseUrl.isEmpty() || dialect.isEmpty()) return;
        var template = finished();
        if (template.unsetVariables().isEmpty()) return;
        baseUrl = BaseUrl.filled(template, env);
        if (!baseUrl.equals(template.baseUrl())) {
            origins.put("base_url", "env " + String.join(", ", template.unsetVariables()));
        }
    }

    // Such as OPENAI_BASE_URL.
    private void takeOwnAddress(Map<String, String> env) {
        if (!keyEnv.endsWith("_API_KEY") || !VARIABLE.matcher(keyEnv).matches()) return;
        var variable = keyEnv.substring(0, keyEnv.length() - "_API_KEY".length()) + "_BASE_URL";
        var address = env.getOrDefault(variable, "").strip();
        if (address.isEmpty()) return;
        var path = pathOf(address);
        // What is the user's own in it is put in, and looked at, afterwards.
        baseUrl = path.contains("{")
                ? address.replaceAll("/+$", "") + path
                : BaseUrl.checked(address.replaceAll("/+$", "") + path, "env " + variable, name, dialect);
        origins.put("base_url", "env " + variable);
    }

    // The client libraries of Groq, Mistral and Fireworks add these paths to what their variables say.
    private String pathOf(String address) {
        if (name.equals("mistral") && !address.contains("/v1")) return "/v1";
        if (name.equals("groq") && !address.contains("/openai")) return "/openai/v1";
        if (name.equals("fireworks") && !address.contains("/accounts/")) {
            return "/v1/accounts/{FIREWORKS_ACCOUNT_ID}";
        }
        return "";
    }

    Provider finished() {
        if (dialect.isEmpty()) throw missing("dialect", dialects());
        if (baseUrl.isEmpty()) throw missing("base_url", BaseUrl.RIGHT);
        return new Provider(name, dialect, baseUrl, keyEnv, keyCommand, lanes, limits, quota, rates, region, offPeak);
    }

    /** Where each field comes from, as far as it is no default. */
    Map<String, String> origins() {
        return new LinkedHashMap<>(origins);
    }

    private InputException missing(String field, String right) {
        return new InputException(firstPlace + ": provider " + name + " has no " + field + "\n" + right);
    }

    private static String dialects() {
        return "the dialects are " + Block.listed(Defaults.DIALECTS);
    }

    private static String known(Block block, String dialect) {
        if (Defaults.DIALECTS.contains(dialect)) return dialect;
        throw block.wrong("dialect", dialects());
    }

    /** A key in a file is a mistake that must not be repeated in a message. */
    private void refuseKey(Tree.Mapping mapping) {
        for (var field : List.of("api_key", "key", "token", "apikey", "secret")) {
            if (!mapping.keys().containsKey(field)) continue;
            throw new InputException(mapping.keys().get(field) + ": providers." + name + "." + field
                    + ": keys do not stand in settings\nname the variable that holds it: api_key_env: "
                    + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_API_KEY");
        }
    }

    private void takeKey(Block block) {
        if (block.isNull("api_key_env")) {
            keyEnv = "";
        } else if (block.has("api_key_env")) {
            var text = block.get("api_key_env") instanceof Tree.Scalar scalar ? scalar.text() : "";
            // The text is not shown: somebody may have put the key itself there.
            if (!VARIABLE.matcher(text).matches()) {
                throw new InputException(
                        block.at("api_key_env") + ": " + block.name()
                                + ".api_key_env is not the name of an environment variable\nmust be one such as OPENAI_API_KEY");
            }
            keyEnv = text;
        }
        if (block.has("api_key_command")) keyCommand = command(block);
    }

    private static List<String> command(Block block) {
        if (block.isNull("api_key_command")) return List.of();
        var right = "must be a command that prints the key, as one text or as a list of words";
        var words = block.texts("api_key_command", right).stream()
                .map(Tree.Scalar::text)
                .toList();
        return block.get("api_key_command") instanceof Tree.Sequence ? words : List.of("sh", "-c", words.get(0));
    }

    private static List<Lane> lanes(Block block) {
        var right = "must be a list of batch, realtime";
        return block.texts("lanes", right).stream()
                .map(it -> switch (it.text()) {
                    case "batch" -> Lane.BATCH;
                    case "realtime" -> Lane.REALTIME;
                    default -> throw block.wrong("lanes", right + ", not '" + it.text() + "'");
                })
                .distinct()
                .toList();
    }

    private static Quota quota(Block block) {
        var given = Block.of(block.name() + ".quota", block.get("quota"), List.of("batches", "rows", "input_tokens"));
        return new Quota((int) many(given, "batches"), many(given, "rows"), many(given, "input_tokens"));
    }

    private Rates rates(Block block) {
        return new Rates(
                block.has("requests_per_minute") ? whole(block, "requests_per_minute") : rates.requestsPerMinute(),
                block.has("tokens_per_minute") ? many(block, "tokens_per_minute") : rates.tokensPerMinute(),
                block.has("in_flight") ? whole(block, "in_flight") : rates.inFlight());
    }

    private static int whole(Block block, String field) {
        return (int) Math.min(Integer.MAX_VALUE, many(block, field));
    }

    private static long many(Block block, String field) {
        var right = "must be a whole number such as 2000000";
        var text = block.text(field, right).orElse("0").replace("_", "");
        if (!text.matches("\\d{1,9}|\\d{10,15}") || field.equals("batches") && text.length() > 9) {
            throw block.wrong(field, right);
        }
        return Long.parseLong(text);
    }

    private Limits limits(Block block) {
        var given = Block.of(block.name() + ".limits", block.get("limits"), List.of("max_rows", "max_bytes"));
        var before = limits.orElse(new Limits(Integer.MAX_VALUE, Long.MAX_VALUE));
        var right = "must be a size such as 100MB";
        var bytes = given.text("max_bytes", right);
        if (bytes.isPresent() && Values.bytes(bytes.get()).isEmpty()) throw given.wrong("max_bytes", right);
        return new Limits(
                given.count("max_rows").orElse(before.maxRows()),
                bytes.flatMap(Values::bytes).orElse(before.maxBytes()));
    }
}
