package route.money;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import route.domain.InputException;
import route.domain.JsonFault;
import route.domain.ModelRef;

/** Reads price files, in our own form or LiteLLM's, and turns the second into the first. */
public final class PriceFile {
    private static final String BUILT_IN = "prices.json";

    /** Where the facts of a source come from, for the head of the file. */
    private static final Map<String, String> CREDITS = Map.of(
            "LiteLLM", "model_prices_and_context_window.json of the LiteLLM project (BerriAI/litellm, MIT licence)",
            "pi-ai", "provider data of the npm package @earendil-works/pi-ai (MIT licence)");

    private PriceFile() {}

    /**
     * Reads a price file of either form.
     *
     * @throws InputException where it is missing, no JSON, or a price in it makes no sense
     */
    public static PriceBook read(Path file) {
        return new PriceBook(pricesOf(file));
    }

    /**
     * Reads a price file of either form, checks every entry, and writes its prices in our own form. The target is
     * replaced whole or not at all; its directory is made where it is missing.
     *
     * @return how many models it has
     * @throws InputException as {@link #read} does, or where the file has no price at all
     */
    public static int importFrom(Path source, Path target) {
        var prices = pricesOf(source);
        if (prices.isEmpty()) {
            throw new InputException("price file " + source + " holds no price of a model\n"
                    + "must be JSON in the form of LiteLLM's model_prices_and_context_window.json");
        }
        write(new PriceBook(prices), source.getFileName().toString(), target.toAbsolutePath());
        return prices.size();
    }

    static PriceBook builtIn() {
        try (var in = PriceFile.class.getResourceAsStream(BUILT_IN);
                var json = new JsonFactory().createParser(in)) {
            json.nextToken();
            json.nextToken();
            json.nextToken();
            return new PriceBook(RoutePrices.read(json, BUILT_IN));
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in price book", e);
        }
    }

    private static Map<ModelRef, Price> pricesOf(Path file) {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(256);
            if (isOurs(in.readNBytes(128))) {
                in.reset();
                return ours(in, file.toString());
            }
            in.reset();
            return theirs(in, file);
        } catch (NoSuchFileException e) {
            throw new InputException("price file " + file + " does not exist", e);
        } catch (JsonProcessingException e) {
            var at = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new InputException(
                    "price file " + file + at + " is not JSON: " + JsonFault.words(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new InputException("price file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the first field is our {@code format}; only the first bytes are there, so their end says nothing. */
    private static boolean isOurs(byte[] start) throws IOException {
        try (var json = new JsonFactory().createParser(start)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    && json.nextToken() == JsonToken.FIELD_NAME
                    && json.currentName().equals("format")
                    && RoutePrices.FORMAT.equals(json.nextTextValue());
        } catch (JsonProcessingException cutOffOrNotJson) {
            return false;
        }
    }

    private static Map<ModelRef, Price> ours(InputStream in, String file) throws IOException {
        try (var json = new JsonFactory().createParser(in)) {
            json.nextToken();
            json.nextToken();
            json.nextToken();
            return RoutePrices.read(json, file);
        }
    }

    private static Map<ModelRef, Price> theirs(InputStream in, Path file) throws IOException {
        var mapper = JsonMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        var changed = Files.getLastModifiedTime(file).toInstant();
        return LiteLlmPrices.read(mapper.readTree(in), file.toString(), LocalDate.ofInstant(changed, ZoneOffset.UTC));
    }

    private static void write(PriceBook book, String sourceName, Path target) {
        try {
            Files.createDirectories(target.getParent());
            var aside = Files.createTempFile(target.getParent(), "prices", ".part");
            try {
                try (var json = new JsonFactory().createGenerator(Files.newOutputStream(aside))) {
                    RoutePrices.write(book.all(), credits(book, sourceName), json);
                }
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("price file " + target + " cannot be written", e);
        }
    }

    /** Whose facts these are and how old, as far as the entries say so. */
    private static Map<String, String> credits(PriceBook book, String sourceName) {
        var latest = new TreeMap<String, LocalDate>();
        for (var price : book.all().values()) {
            latest.merge(price.source(), price.date(), (one, other) -> one.isAfter(other) ? one : other);
        }
        var notes = new LinkedHashMap<String, String>();
        notes.put("made_by", "route models import " + sourceName);
        latest.forEach((source, date) ->
                notes.put("source " + source, CREDITS.getOrDefault(source, source) + ", as of " + date));
        return notes;
    }
}
