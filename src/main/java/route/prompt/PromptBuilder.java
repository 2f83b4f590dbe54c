package route.prompt;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import route.domain.Ask;
import route.domain.Endpoint;
import route.domain.Fields;
import route.domain.Message;
import route.domain.Prepared;
import route.domain.Prompt;

/**
 * Makes of a row's fields what is asked of a model. Where a JSONL row could be read in several ways, the first of these
 * counts: the template; the prompt column the user named, which may also hold an array of messages; a whole OpenAI batch
 * line; {@code messages}; {@code prompt}. A row with both {@code prompt} and {@code messages} is refused rather than
 * guessed at. What it holds between rows decides nothing, and it may be shared by threads.
 */
public final class PromptBuilder {
    private static final String USUAL_COLUMN = "prompt";
    private static final String NO_PROMPT =
            "; give prompt or messages, or name another field with --prompt-column, or use --template";
    private static final int MOST_NAMES = 1_000;

    private final Ask ask;
    private final boolean table;
    private final RowPins pins;
    private final AnswerSchema schema;
    private final Optional<Template> template;
    private final List<String> places;
    private final Map<String, Optional<String>> slips = new ConcurrentHashMap<>();

    /**
     * Checks what the user named against the columns there are.
     *
     * @param header the column names of a CSV file; empty for JSONL, whose rows are checked one by one
     * @throws route.domain.InputException where a placeholder, the prompt column or a mapped column names no column or
     *     more than one, or where the template is broken
     */
    public PromptBuilder(Ask ask, List<String> header) {
        this.ask = ask;
        this.table = !header.isEmpty();
        this.pins = new RowPins(ask, table);
        this.schema = new AnswerSchema(ask.jsonSchema());
        this.template = ask.template().isEmpty() ? Optional.empty() : Optional.of(Template.parse(ask.template()));
        var columns = new Columns(header);
        this.places = template.map(Template::places).orElse(List.of()).stream()
                .map(it -> table && !columns.has(it) ? it.strip() : it)
                .toList();
        if (table) check(columns);
    }

    private void check(Columns columns) {
        places.forEach(it -> columns.require(it, "the placeholder {{" + it + "}}", ""));
        if (template.isEmpty()) {
            columns.require(
                    ask.promptColumn(),
                    "the prompt column " + Columns.shown(ask.promptColumn()),
                    "Name the right one with --prompt-column, or combine columns with --template");
        }
        ask.columns().forEach((field, column) -> columns.require(column, "--map " + field + "=" + column, ""));
        for (var field : Ask.OPTIONAL_FIELDS) {
            columns.refuseTwins(ask.columnOf(field), "the field '" + field + "'");
        }
    }

    /** The row's prompt and pins, or what is wrong with it. */
    public Prepared prepare(Fields fields) {
        try {
            if (template.isPresent()) return plain(filled(template.get(), fields), fields);
            if (table)
                return plain(
                        required(
                                ask.promptColumn(),
                                fields.text(ask.promptColumn()).orElse("")),
                        fields);
            return fromJson(fields);
        } catch (UnusableException e) {
            return new Prepared.Unusable(e.field(), e.getMessage());
        }
    }

    /** The columns of the template that are empty in a row which can be sent all the same; none without a template. */
    public List<String> blanks(Fields fields) {
        if (places.size() < 2) return List.of();
        try {
            var blank = new ArrayList<String>();
            for (var place : places) if (Blank.is(valueOf(place, fields))) blank.add(place);
            return blank;
        } catch (UnusableException e) {
            throw new IllegalArgumentException("the row cannot be sent at all: " + e.getMessage(), e);
        }
    }

    /** Columns of a row that are hardly meant as such: their names are almost those of request parameters. */
    public List<String> slips(Fields fields) {
        if (table || template.isPresent() || BatchLine.isOne(fields)) return List.of();
        return fields.names().stream()
                .filter(it -> !ask.columns().containsValue(it))
                .map(this::slip)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> slip(String name) {
        var known = slips.get(name);
        if (known != null) return known;
        var found = ChatParams.nearly(name)
                .map(it -> Columns.shown(name) + " is taken for a column; the parameter is called " + it);
        // Rows have the same few names, or any number of them.
        if (slips.size() < MOST_NAMES) slips.put(name, found);
        return found;
    }

    private Prepared fromJson(Fields fields) throws UnusableException {
        var column = ask.promptColumn();
        if (!column.equals(USUAL_COLUMN)) {
            var json = present(fields, column);
            return JsonText.isArray(json) ? chat(json, column, fields) : asked(text(json, fields, column), fields);
        }
        if (BatchLine.isOne(fields)) return batchLine(fields);
        var messages = fields.json("messages").orElse("null");
        if (JsonText.isNull(messages)) return asked(text(present(fields, column), fields, column), fields);
        if (!JsonText.isNull(fields.json(column).orElse("null"))) {
            throw new UnusableException(
                    "messages",
                    "the row has 'prompt' and 'messages'; choose with --prompt-column messages or --template '{{prompt}}'");
        }
        return chat(messages, "messages", fields);
    }

    private Prepared plain(String text, Fields fields) throws UnusableException {
        return plain(text, fields, Map.of());
    }

    /** A JSONL line says beside its prompt how it is to be asked. */
    private Prepared asked(String text, Fields fields) throws UnusableException {
        return plain(text, fields, ChatParams.of(fields));
    }

    private Prepared plain(String text, Fields fields, Map<String, String> params) throws UnusableException {
        var messages = withSystem(List.of(Message.plain("user", text)), pins.value(fields, "system"));
        var prompt = new Prompt(Endpoint.CHAT, messages, params);
        return new Prepared.Ready(schema.on(prompt), pins.read(fields, "", ""));
    }

    private Prepared chat(String json, String field, Fields fields) throws UnusableException {
        var messages = withSystem(ChatMessages.read(json, field), pins.value(fields, "system"));
        var prompt = new Prompt(Endpoint.CHAT, messages, ChatParams.of(fields));
        return new Prepared.Ready(schema.on(prompt), pins.read(fields, "", ""));
    }

    private Prepared batchLine(Fields fields) throws UnusableException {
        var line = BatchLine.read(fields);
        var asked = withSystem(line.prompt(), pins.value(fields, "system"));
        return new Prepared.Ready(schema.on(asked), pins.read(fields, line.id(), line.model()));
    }

    private Prompt withSystem(Prompt prompt, String own) throws UnusableException {
        var messages =
                prompt.endpoint() == Endpoint.EMBEDDINGS ? prompt.messages() : withSystem(prompt.messages(), own);
        if (prompt.endpoint() != Endpoint.RESPONSES
                || messages.size() == prompt.messages().size()) {
            return new Prompt(prompt.endpoint(), messages, prompt.params());
        }
        var params = new LinkedHashMap<>(prompt.params());
        params.put("instructions", quoted(messages.get(0).text()));
        return new Prompt(prompt.endpoint(), messages, params);
    }

    /** Puts the row's own system text in front, else the job's, which gives way to a system turn that is there. */
    private List<Message> withSystem(List<Message> messages, String own) throws UnusableException {
        var first = messages.get(0).role();
        boolean there = first.equals("system") || first.equals("developer");
        if (there && !own.isEmpty()) {
            throw new UnusableException(
                    ask.columnOf("system"), "the row has a system text, and its messages begin with another one");
        }
        var system = own.isEmpty() ? ask.system() : own;
        if (there || system.isEmpty()) return messages;
        var all = new ArrayList<Message>();
        all.add(Message.plain("system", system));
        all.addAll(messages);
        return all;
    }

    private String filled(Template text, Fields fields) throws UnusableException {
        var values = new ArrayList<String>();
        for (var place : places) values.add(valueOf(place, fields));
        if (values.stream().allMatch(Blank::is)) {
            throw new UnusableException(places.get(0).strip(), "every column of the template is empty");
        }
        return text.fill(values);
    }

    private String valueOf(String place, Fields fields) throws UnusableException {
        if (table) return fields.text(place).orElse("");
        var name = fields.text(place).isPresent() ? place : place.strip();
        var value = fields.text(name);
        if (value.isEmpty() && fields.names().contains(name)) return "";
        if (value.isEmpty()) throw missing(fields, name);
        boolean none =
                value.get().equals("null") && JsonText.isNull(fields.json(name).orElse("null"));
        return none ? "" : value.get();
    }

    /** The row holds a text without its escapes already. */
    private static String text(String json, Fields fields, String field) throws UnusableException {
        if (JsonText.isText(json)) return required(field, fields.text(field).orElseThrow());
        var hint = JsonText.isArray(json) ? " (an array of chat messages belongs in 'messages')" : "";
        throw new UnusableException(field, Columns.shown(field) + " is " + JsonText.kind(json) + ", not a text" + hint);
    }

    private static String required(String field, String text) throws UnusableException {
        if (Blank.is(text)) throw new UnusableException(field, "the prompt is empty");
        return text;
    }

    private static String present(Fields fields, String name) throws UnusableException {
        var json = fields.json(name);
        if (json.isEmpty()) throw name.equals(USUAL_COLUMN) ? noPrompt(fields) : missing(fields, name);
        return json.get();
    }

    private static UnusableException missing(Fields fields, String name) {
        if (fields.names().contains(name)) {
            return new UnusableException(name, Columns.shown(name) + " is null, not a text");
        }
        var hint = new Columns(fields.names()).didYouMean(name);
        return new UnusableException(name, "the row has no field " + Columns.shown(name) + hint);
    }

    /** The prompt is nowhere: what would be right besides. */
    private static UnusableException noPrompt(Fields fields) {
        var trouble = missing(fields, USUAL_COLUMN);
        if (fields.names().contains(USUAL_COLUMN)) return trouble;
        var isNear = trouble.getMessage().endsWith("?");
        var remedy = isNear ? " Name it with --prompt-column" : NO_PROMPT;
        return new UnusableException(USUAL_COLUMN, trouble.getMessage() + remedy);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
