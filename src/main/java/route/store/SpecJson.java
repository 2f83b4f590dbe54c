package route.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import route.domain.InputLayout;
import route.domain.JobSpec;

/** The stored form of a job's settings and of its input's layout: their records as JSON, field by field. */
public final class SpecJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SpecJson() {}

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

    private static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new StoreException("the stored settings of a job cannot be read", e);
        }
    }

    /**
     * A digest of what decides the answers and the bill: two jobs over the same input that agree on it would buy the
     * same rows twice. Where the output goes and how often we look do not count.
     */
    public static String digest(JobSpec spec) {
        var json = (com.fasterxml.jackson.databind.node.ObjectNode) MAPPER.valueToTree(spec);
        json.remove(List.of(
                "name",
                "source",
                "delivery",
                "budget",
                "maxAttempts",
                "firstPoll",
                "longestPoll",
                "lookupGrace",
                "failoverAfter"));
        json.set("kind", MAPPER.valueToTree(spec.source().kind()));
        return Migrations.sha256(json.toString());
    }
}
