package route.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import route.domain.InputException;
import route.domain.Profile;
import route.domain.Tuned;

/** The profiles of a home: a JSON file each, with the figures that were measured when it was made. */
public final class ProfileFiles {
    /** Changed where the file comes to mean something else. */
    private static final String FORMAT = "route profile 1";

    private static final String ENDING = ".json";

    private final Path folder;

    /** @param folder where they lie; it may not exist yet */
    public ProfileFiles(Path folder) {
        this.folder = folder;
    }

    public Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    /** When the profile of a name was written; empty where there is none. */
    public Optional<Instant> savedAt(String name) {
        try {
            return Optional.of(Files.getLastModifiedTime(file(name)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes a profile aside and puts it in the place of an older one of its name; the folder is there. */
    public void save(Tuned tuned) {
        var file = file(tuned.profile().name());
        var json = SpecJson.tree(tuned);
        json.put("format", FORMAT);
        try {
            var aside = Files.createTempFile(folder, "profile", ".part");
            try {
                Files.writeString(aside, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new StoreException("the profile " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * The profile of a name.
     *
     * @throws InputException where there is none, or its file cannot be read as one
     */
    public Profile load(String name) {
        if (!name.matches(Profile.NAME)) {
            throw new InputException("'" + name + "' cannot name a profile\n"
                    + "a name is made of letters, digits, dots, dashes and underscores");
        }
        try {
            var json = SpecJson.tree(Files.readString(file(name), StandardCharsets.UTF_8));
            if (!json.path("format").asText().equals(FORMAT)) throw broken(name, "it is of another version", null);
            return profile(name, json.path("profile"));
        } catch (NoSuchFileException e) {
            throw unknown(name);
        } catch (JsonProcessingException e) {
            throw broken(name, "it is no JSON of a profile", e);
        } catch (IOException e) {
            throw broken(name, e.getClass().getSimpleName(), e);
        }
    }

    /** A file that was renamed is a profile of its new name. */
    private static Profile profile(String name, JsonNode json) throws JsonProcessingException {
        var it = SpecJson.profile(json);
        return new Profile(
                name, it.classifier(), it.labels(), it.level(), it.usual(), it.slope(), it.step(), it.words());
    }

    private InputException broken(String name, String what, Throwable cause) {
        return new InputException(
                "profile " + file(name) + " cannot be used: " + what
                        + "\nmake it anew with route tune LABELS --profile " + name,
                cause);
    }

    private InputException unknown(String name) {
        var names = names();
        return new InputException("there is no profile '" + name + "'\n"
                + (names.isEmpty() ? "" : "there is " + String.join(", ", names) + "; ")
                + "route tune LABELS --profile " + name + " makes it");
    }

    /** The names of all, in order. */
    public List<String> names() {
        if (Files.notExists(folder)) return List.of();
        try (var all = Files.list(folder)) {
            return all.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith(ENDING))
                    .map(it -> it.substring(0, it.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new StoreException("the folder " + folder + " cannot be read", e);
        }
    }
}
