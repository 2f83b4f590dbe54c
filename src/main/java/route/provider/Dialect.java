package route.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import route.domain.Limits;
import route.domain.Prompt;
import route.wire.Auth;
import route.wire.Call;
import route.wire.Reply;
import route.wire.Wire;

/** How one provider's batch API is spoken. */
public interface Dialect {

    /** The name the settings use: {@code openai}, {@code anthropic}. */
    String name();

    /** What one batch may hold, by the provider's documents. */
    Limits limits();

    Auth auth();

    /** What stands before, between and after the requests in a shard's file. */
    Framing framing();

    /**
     * Why this prompt cannot be said in this dialect to this model, for a person; empty where it can. A refusal because of
     * a parameter begins with the parameter's name: whoever is lenient leaves that one out and asks again.
     */
    Optional<String> refuses(Prompt prompt, String model);

    /**
     * One request of a shard's file, as UTF-8 JSON without a line end.
     *
     * @param customId the row's id in this shard: letters, digits, dash and underscore, at most 64
     * @param maxTokens the most output tokens, used where the prompt's parameters do not say
     */
    byte[] render(String customId, String model, Prompt prompt, int maxTokens);

    /** Uploads the shard's file where the provider wants that first; the file's id there, or empty. Costs nothing. */
    String upload(Shard shard, Wire wire);

    /**
     * Creates the batch: the one call that costs money. The shard's key travels with it wherever there is room.
     *
     * @param uploadId what {@link #upload} gave
     * @return the provider's id of the batch
     */
    String create(Shard shard, String uploadId, Wire wire);

    /**
     * Whether a batch can be told beyond doubt from all others while it runs: by its file or a label. Where not, one is
     * created at a time, with a number of rows of its own.
     */
    boolean isRecognisable();

    /**
     * Says whether a creation that was cut short did arrive. Pages through all that the provider lists.
     *
     * @param known the provider's ids of batches that certainly are not this one
     */
    Sighting find(Shard shard, String uploadId, Instant since, Set<String> known, Wire wire);

    RemoteStatus status(String remoteId, Wire wire);

    /** How the results of a batch that has ended are fetched; may ask the provider where they lie. */
    Results results(RemoteStatus ended, Wire wire);

    /** What an answer of a result download that is not 200 means. */
    CallException trouble(Reply reply);

    /**
     * What an answer to {@link #ask} that is not 200 means. A 404 is about the model or about the address: nothing else is
     * named by that call.
     */
    CallException refusal(Reply reply);

    /** For how long results are kept after a batch was created, at least. */
    Duration retention();

    /**
     * Reads one line of a result file; a line that is none has an empty id. May be called by several threads at once.
     *
     * @param line holds the line's bytes, {@code length} of them at {@code from}
     */
    ResultLine read(byte[] line, int from, int length);

    /** The same of a line that is text already. */
    default ResultLine read(String line) {
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    /** Asks the provider to stop; harmless where the batch has already ended, and without effect where it cannot. */
    void cancel(String remoteId, Wire wire);

    /** Whether the provider can stop a batch at all. Where not, it runs to its end, is billed, and is collected then. */
    default boolean canCancel() {
        return true;
    }

    /**
     * The calls that delete what the provider keeps of a batch that is over: the uploaded file, the results, the batch
     * itself. Deleting twice does no harm. None where no such call is documented.
     *
     * @param remoteId empty where the batch was never made
     * @param uploadId empty where nothing was uploaded
     * @param resultFiles of its status
     */
    default List<Call> discard(String remoteId, String uploadId, List<String> resultFiles) {
        return List.of();
    }

    /** The call that asks one request in real time. It costs money, like {@link #create}. */
    Call ask(String model, Prompt prompt, int maxTokens);

    /**
     * An answer to {@link #ask}, whatever its status, as the line that a result file would hold: one way to read both
     * lanes.
     *
     * @return JSON without a line end
     */
    String line(String customId, Reply reply);

    /** Whether input may be written to the provider's cache, and billed as that, though no request asks for it. */
    default boolean mayWriteCache(String model) {
        return false;
    }

    /**
     * What a prompt asks for that is billed by other prices than those of tokens, which no bill of ours knows: a line for
     * a person each.
     */
    default List<String> billedApart(Prompt prompt) {
        return List.of();
    }

    /** What the provider offers, and where that is written. */
    Card card();

    /** One cheap call that shows whether address and key are right; throws {@link CallException} where not. */
    void ping(Wire wire);
}
