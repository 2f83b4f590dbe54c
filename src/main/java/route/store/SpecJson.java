package route.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import route.domain.Cutoffs;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Judging;
import route.domain.Policy;
import route.domain.Profile;
import route.domain.Sha256;

/** The stored form of a job's settings and of its input's layout: their records as JSON, field by field. */
final class SpecJson {
    private static final JsonMapper MAPPER = mapper().build();

    private SpecJson() {}

    /** How records are written and read, field by field. */
    static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .visibility(PropertyAccessor.ALL, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings cannot be written down", e);
        }
    }

    static JobSpec spec(String json) {
        return read(json, JobSpec.class);
    }

    static InputLayout layout(String json) {
        return read(json, InputLayout.class);
    }

    static Cutoffs cutoffs(String json) {
        return read(json, Cutoffs.class);
    }

    /** Any record as a tree that may be added to. */
    static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    static Profile profile(JsonNode json) throws JsonProcessingException {
        return MAPPER.treeToValue(json, Profile.class);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new StoreException("the stored settings of a job cannot be read", e);
        }
    }

    /**
     * A digest of what decides the answers and the bill: two jobs over the same input that agree on it would buy the
     * same rows twice. Where the output goes, what it may cost, how often we look, and at which addresses the providers are
     * do not count. Its parts are named one by one, so that a new setting does not make old jobs look new.
     */
    public static String digest(JobSpec spec) {
        var json = MAPPER.createObjectNode();
        json.set("kind", MAPPER.valueToTree(spec.source().kind()));
        json.set("delimiter", MAPPER.valueToTree(spec.source().delimiter()));
        json.set("encoding", MAPPER.valueToTree(spec.source().encoding()));
        json.set("ask", ask(spec));
        json.set("tiers", MAPPER.valueToTree(spec.tiers()));
        json.set("rules", rules(spec));
        json.set("aliases", MAPPER.valueToTree(spec.aliases()));
        json.set("onBadRow", MAPPER.valueToTree(spec.onBadRow()));
        json.put("sandbox", spec.sandbox());
        if (!spec.judging().equals(Judging.BUILT_IN)) json.set("judging", judging(spec));
        if (!spec.onlyRegion().isEmpty()) json.put("onlyRegion", spec.onlyRegion());
        if (spec.selection().sample() > 0) json.put("sample", spec.selection().sample());
        if (spec.selection().limit() > 0) json.put("limit", spec.selection().limit());
        if (!policy(spec).equals(Policy.NONE)) json.set("policy", MAPPER.valueToTree(policy(spec)));
        // Under another name an incremental job takes other rows.
        if (spec.selection().incremental()) json.put("incremental", spec.name());
        return Sha256.of(json.toString());
    }

    /** The part of the policy that decides: what only the comparison of models reads does not count without one. */
    private static Policy policy(JobSpec spec) {
        var it = spec.policy();
        var none = Policy.NONE;
        return it.compares()
                ? it
                : new Policy(
                        it.strategy(),
                        none.weights(),
                        0,
                        none.qualityFloor(),
                        it.shares(),
                        it.spread(),
                        none.capability(),
                        none.halfLife());
    }

    private static JsonNode judging(JobSpec spec) {
        var judging = (ObjectNode) MAPPER.<JsonNode>valueToTree(spec.judging());
        ((ObjectNode) judging.path("adviser")).remove("patience");
        return judging;
    }

    private static JsonNode ask(JobSpec spec) {
        var ask = (ObjectNode) MAPPER.<JsonNode>valueToTree(spec.ask());
        if (spec.ask().jsonSchema().isEmpty()) ask.remove("jsonSchema");
        if (!spec.ask().lenient()) ask.remove("lenient");
        return ask;
    }

    /** A rule that names no region counts as it did before there were regions. */
    private static JsonNode rules(JobSpec spec) {
        JsonNode rules = MAPPER.valueToTree(spec.rules());
        for (var rule : rules) {
            if (rule.path("region").asText().isEmpty()) ((ObjectNode) rule).remove("region");
        }
        return rules;
    }
}
