package route.provider;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.Endpoint;
import route.domain.Limits;
import route.domain.Prompt;
import route.wire.Auth;

/**
 * How one provider's batch API differs from OpenAI's, which it copies; a row of {@link OpenAiVariants}.
 *
 * @param name of the dialect
 * @param retention for how long results are kept after creation, at least
 * @param endpoints what its batches take
 * @param cap what it calls the most output tokens of a chat
 * @param listing how its list of batches is read
 * @param waitsForFile whether an uploaded file must have been {@code processed} before a batch may name it
 * @param label the metadata key under which its console shows a batch's name; empty for none
 * @param longestRow bytes of one request's body; 0 where only the file counts
 * @param refused parameters that no model there takes, each with what to do instead
 */
record OpenAiVariant(
        String name,
        Limits limits,
        Duration retention,
        Auth auth,
        Set<Endpoint> endpoints,
        Cap cap,
        Listing listing,
        boolean waitsForFile,
        String label,
        long longestRow,
        Map<String, String> refused,
        Card card) {

    OpenAiVariant {
        endpoints = Set.copyOf(endpoints);
        refused = Map.copyOf(refused);
    }

    /** What the most output tokens of a chat are called. */
    enum Cap {
        /** As the model's family has it: the servers of many makers' models take both names. */
        BY_MODEL,
        MAX_TOKENS,
        MAX_COMPLETION_TOKENS
    }

    /** How batches are listed. */
    enum Listing {
        /** In pages of 100, the next one after the last one's id. */
        PAGES,
        /** No paging is documented: what is listed may be all or only the newest. */
        UNPAGED,
        /** In pages; may be narrowed to the batches of a file. */
        PAGES_BY_FILE,
        /** In pages; may be narrowed to batches that carry a text. */
        PAGES_BY_TEXT;

        /** A query that narrows the list to what may be ours; empty where there is none. */
        Optional<String> narrowed(String fileId, String key) {
            return switch (this) {
                case PAGES, UNPAGED -> Optional.empty();
                case PAGES_BY_FILE -> fileId.isBlank() ? Optional.empty() : Optional.of("input_file_ids=" + fileId);
                case PAGES_BY_TEXT -> Optional.of("search=" + key);
            };
        }
    }

    /** Why a prompt cannot be asked there, beginning with the parameter's name; empty where it can. */
    Optional<String> refusal(Prompt prompt, String model) {
        if (!endpoints.contains(prompt.endpoint())) {
            return Optional.of("the url " + prompt.endpoint().path() + " is none that batches of this provider take");
        }
        for (var param : prompt.params().entrySet()) {
            var instead = refused.get(param.getKey());
            if (instead != null && !OpenAiRequest.isUnset(param.getKey(), param.getValue())) {
                return Optional.of(param.getKey() + ": " + instead);
            }
        }
        // What a deployment is called does not tell its model.
        if (cap == Cap.BY_MODEL) {
            var ofModel = OpenAiFamily.refusal(prompt, model);
            if (ofModel.isPresent()) return ofModel;
        }
        return longestRow > 0 && size(prompt) > longestRow
                ? Optional.of("a request is more than " + longestRow / 1_000_000
                        + " MB long, the most this provider takes in a row")
                : Optional.empty();
    }

    // Never more than the bytes will be.
    private static long size(Prompt prompt) {
        var texts = prompt.messages().stream()
                .mapToLong(it -> Math.max(it.text().length(), it.json().length()))
                .sum();
        return texts
                + prompt.params().values().stream().mapToLong(String::length).sum();
    }
}
