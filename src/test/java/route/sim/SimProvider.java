package route.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import route.wire.Call;
import route.wire.NoAnswerException;
import route.wire.Reply;
import route.wire.Wire;

/** A provider in memory that speaks the bytes of its API, keeps its own books, and is reached over a line that lies. */
public final class SimProvider implements Wire {
    private static final List<Integer> BROKEN = List.of(500, 502, 503, 504);

    private final String name;
    private final SimClock clock;
    private final Mischief mischief;
    private final Books books;
    private final SimApi api;
    private final Consumer<String> contacts;
    private final Live live;
    private final boolean closes;
    private int liveCalls;
    private boolean keyMended;
    private String closedModel = "";

    /** @param contacts told before each call, and once the provider has done what it was asked but not yet answered */
    SimProvider(String name, SimClock clock, Scenario scenario, Consumer<String> contacts) {
        this.name = name;
        this.clock = clock;
        this.mischief = scenario.mischief();
        this.live = scenario.live();
        this.closes = scenario.cast().closes().equals(name);
        this.contacts = contacts;
        this.books = new Books(name, mischief, scenario.seed());
        this.api = api(new Backroom(name, clock, mischief, books));
    }

    private static SimApi api(Backroom room) {
        return switch (room.provider()) {
            case "anthropic" -> new AnthropicSim(room);
            case "gemini" -> new GeminiSim(room);
            case "mistral" -> new MistralSim(room);
            case "xai" -> new XaiSim(room);
            case "together" -> new TogetherSim(room);
            case "fireworks" -> new FireworksSim(room);
            case "openrouter" -> new OpenRouterSim(room);
            default -> new OpenAiSim(room);
        };
    }

    public Books books() {
        return books;
    }

    @Override
    public synchronized Reply send(Call call) throws NoAnswerException {
        var reply = exchange(call);
        if (reply.isOk() && mischief.strikes(Fault.GARBLED)) return new Reply(200, Map.of(), "<html>welcome</html>");
        return reply;
    }

    @Override
    public synchronized Reply download(Call call, Path target) throws NoAnswerException {
        var reply = exchange(call);
        if (reply.status() != 200) return reply;
        if (mischief.strikes(Fault.TRUNCATED)) throw new NoAnswerException(name + ": cut short", true, null);
        var body = reply.body();
        var whole = body.isEmpty() || !mischief.strikes(Fault.CUT);
        save(whole ? body : body.substring(0, chance().nextInt(body.length())), target);
        return new Reply(200, reply.headers(), "");
    }

    private static void save(String body, Path target) {
        try {
            var part = target.resolveSibling(target.getFileName() + ".part");
            Files.writeString(part, body, StandardCharsets.UTF_8);
            Files.move(part, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Random chance() {
        return mischief.chance();
    }

    private Reply exchange(Call call) throws NoAnswerException {
        var what = call.method() + " " + Lines.path(call) + " at " + name;
        contacts.accept("before " + what);
        clock.pass(Duration.ofMillis(5 + chance().nextInt(400)));
        if (mischief.strikes(Fault.UNREACHABLE)) throw new NoAnswerException(name + ": refused", false, null);
        if (mischief.strikes(Fault.THROTTLED)) return throttled();
        if (mischief.strikes(Fault.LOST_BEFORE)) throw silence(call);
        if (mischief.strikes(Fault.BROKEN_BEFORE)) return broken(chance().nextBoolean());
        var lost = mischief.strikes(Fault.LOST_AFTER);
        // A long upload may arrive just before it is given up, or long before.
        if (lost && chance().nextBoolean()) waitLong(call);
        books.settle(clock.instant());
        var no = turnedAway(call);
        var reply = no.isPresent() ? no.get() : api.answer(call);
        contacts.accept("after " + what);
        if (lost) throw silence(call);
        if (mischief.strikes(Fault.BROKEN_AFTER)) return broken(false);
        return reply;
    }

    /** What becomes of accounts and models while they are asked in real time. */
    private Optional<Reply> turnedAway(Call call) {
        var model = call.method().equals("POST") ? api.model(call) : "";
        if (model.isEmpty()) return Optional.empty();
        liveCalls++;
        if (live.keyBreaksAt() > 0 && liveCalls >= live.keyBreaksAt() && !keyMended) {
            return Optional.of(api.wrongKey());
        }
        if (closes && liveCalls == live.modelClosesAt()) closedModel = model;
        return model.equals(closedModel) ? Optional.of(api.noModel(model)) : Optional.empty();
    }

    /** Somebody sets the right key. */
    void mendKey() {
        keyMended = true;
    }

    /** A call given up after a time: ten minutes where it uploads, one otherwise. */
    private NoAnswerException silence(Call call) {
        if (chance().nextBoolean()) waitLong(call);
        return new NoAnswerException(name + ": timeout", true, null);
    }

    private void waitLong(Call call) {
        clock.pass(Duration.ofSeconds(1 + chance().nextInt(call.method().equals("POST") ? 600 : 60)));
    }

    private Reply throttled() {
        var headers = switch (chance().nextInt(4)) {
            case 0 -> Map.of("retry-after", "" + (1 + chance().nextInt(600)));
            case 1 -> Map.of("retry-after-ms", "" + chance().nextInt(90_000));
            case 2 -> dated();
            default -> Map.<String, String>of();
        };
        return new Reply(
                429, headers, Lines.error(429, "rate_limit_error", "slow down").body());
    }

    private Map<String, String> dated() {
        var now = clock.instant().atZone(ZoneOffset.UTC);
        var form = DateTimeFormatter.RFC_1123_DATE_TIME;
        return Map.of("date", form.format(now), "retry-after", form.format(now.plusSeconds(90)));
    }

    /** Only a provider's own word is certain, so a 503 that may have done something is a gateway's. */
    private Reply broken(boolean byProvider) {
        var status = BROKEN.get(chance().nextInt(BROKEN.size()));
        return byProvider
                ? Lines.error(status, "server_error", "out of order")
                : new Reply(status, Map.of(), "<html>out of order</html>");
    }
}
