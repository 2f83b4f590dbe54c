package route.provider;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import route.domain.Endpoint;
import route.domain.Limits;
import route.provider.OpenAiVariant.Cap;
import route.provider.OpenAiVariant.Listing;
import route.wire.Auth;

/** OpenAI and the providers that copy its batch API, a row each, with the documents behind it. */
final class OpenAiVariants {
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int ROWS = 50_000;
    private static final long MB = 1_000_000;
    private static final Set<Endpoint> ALL = Set.of(Endpoint.values());
    private static final String NO_MODEL = "no model of this provider takes it; leave it out";

    private OpenAiVariants() {}

    /** Those who copy OpenAI, in the order help shows them. */
    static List<OpenAiVariant> copies() {
        return List.of(azure(), groq(), dashScope(), deepInfra(), doubleword());
    }

    /** 50,000 requests and 200 MB in a file; output files are deleted 30 days after completion (batch guide, 2026). */
    static OpenAiVariant openAi() {
        return new OpenAiVariant(
                "openai",
                new Limits(ROWS, 200 * MB),
                MONTH,
                Auth.BEARER,
                ALL,
                Cap.BY_MODEL,
                Listing.PAGES,
                false,
                "",
                0,
                Map.of(),
                card("50 %", "developers.openai.com/api/docs/guides/batch"));
    }

    /**
     * Azure OpenAI, the v1 API (batch how-to, 2026-01). The model is the name of a deployment, which does not tell the
     * family: the newer name of the cap is the one that all families take. A file must be processed before a batch names
     * it. Files are kept until they are deleted, unless the resource has an expiry set, of 14 days at least.
     */
    private static OpenAiVariant azure() {
        return new OpenAiVariant(
                "azure",
                new Limits(100_000, 200 * MB),
                Duration.ofDays(14),
                new Auth("api-key", ""),
                Set.of(Endpoint.CHAT, Endpoint.RESPONSES),
                Cap.MAX_COMPLETION_TOKENS,
                Listing.PAGES,
                true,
                "",
                0,
                Map.of(),
                card("50 %", "learn.microsoft.com/azure/ai-foundry/openai/how-to/batch"));
    }

    /**
     * Groq (client library 1.6.0, 2026-08). That says 100 MB, a later page 200 MB: the smaller is safe. The library lists
     * batches without paging, and declares parameters that no model supports.
     */
    private static OpenAiVariant groq() {
        return new OpenAiVariant(
                "groq",
                new Limits(ROWS, 100 * MB),
                MONTH,
                Auth.BEARER,
                Set.of(Endpoint.CHAT),
                Cap.MAX_COMPLETION_TOKENS,
                Listing.UNPAGED,
                false,
                "",
                0,
                Map.of(
                        "logprobs", NO_MODEL,
                        "top_logprobs", NO_MODEL,
                        "logit_bias", NO_MODEL,
                        "presence_penalty", NO_MODEL,
                        "frequency_penalty", NO_MODEL),
                card("50 %", "console.groq.com/docs/batch"));
    }

    /**
     * Alibaba Model Studio, OpenAI-compatible mode (batch page, 2026-05, by extracts: unverified). How long results are
     * kept is not said; 30 days is what is reported.
     */
    private static OpenAiVariant dashScope() {
        return new OpenAiVariant(
                "dashscope",
                new Limits(ROWS, 500 * MB),
                MONTH,
                Auth.BEARER,
                Set.of(Endpoint.CHAT, Endpoint.EMBEDDINGS),
                Cap.MAX_TOKENS,
                Listing.PAGES_BY_FILE,
                false,
                "ds_name",
                0,
                Map.of("reasoning_effort", "this provider knows enable_thinking and thinking_budget instead"),
                card("50 %", "alibabacloud.com/help/en/model-studio/batch-interfaces-compatible-with-openai"));
    }

    /** DeepInfra (batch introduction page and captures, 2026-09): a fifth off; 422 for other endpoints. */
    private static OpenAiVariant deepInfra() {
        return new OpenAiVariant(
                "deepinfra",
                new Limits(ROWS, 200 * MB),
                MONTH,
                Auth.BEARER,
                Set.of(Endpoint.CHAT, Endpoint.EMBEDDINGS),
                Cap.BY_MODEL,
                Listing.PAGES,
                false,
                "",
                0,
                Map.of(),
                card("20 %", "deepinfra.com/docs/batch"));
    }

    /**
     * Doubleword (its open-source server, 2026-08; limits of the hosted one unverified). Prices are flat for each model
     * and window. Retention is not said anywhere: a week is a guess that warns early.
     */
    private static OpenAiVariant doubleword() {
        return new OpenAiVariant(
                "doubleword",
                new Limits(ROWS, 100 * MB),
                Duration.ofDays(7),
                Auth.BEARER,
                ALL,
                Cap.BY_MODEL,
                Listing.PAGES_BY_TEXT,
                false,
                "",
                10 * MB,
                Map.of(),
                card("by model", "docs.doubleword.ai/batches"));
    }

    private static Card card(String discount, String source) {
        return new Card(DAY, discount, "by its file", "its files", source, AS_OF);
    }
}
