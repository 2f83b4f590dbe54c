package route.provider;

import java.nio.file.Path;
import route.domain.Endpoint;
import route.domain.ModelRef;

/**
 * Rows of one round and one model, cut to the provider's limits and written to a file that is ready to be sent.
 *
 * @param key a digest of job, round, model and place; unique for ever
 * @param idPrefix what every custom id in it starts with, before the dash and the row's number
 * @param rows how many requests
 * @param bytes size of the file
 * @param sha256 digest of the file, lower-case hex
 */
public record Shard(
        String key,
        String jobId,
        String idPrefix,
        ModelRef model,
        Endpoint endpoint,
        Path file,
        int rows,
        long bytes,
        String sha256) {}
