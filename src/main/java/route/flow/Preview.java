package route.flow;

import java.util.List;
import java.util.Optional;
import route.domain.Lane;
import route.domain.Message;
import route.domain.ModelRef;

/**
 * What would be sent for a row.
 *
 * @param number 1 for the first data row
 * @param line on which it starts in the input
 * @param id the row's own id; empty where it has none
 * @param reason why it cannot be sent; empty where it can, and then all that follows says something
 * @param messages the chat as it is asked, with the template filled
 * @param blanks columns of the template that are empty in this row
 * @param call method and path of the request in real time; empty for a line of a batch
 * @param request JSON as the provider would get it
 * @param notes what was left out of it
 */
public record Preview(
        long number,
        long line,
        String id,
        String reason,
        String tier,
        Optional<ModelRef> model,
        Lane lane,
        List<Message> messages,
        List<String> blanks,
        String call,
        String request,
        List<String> notes) {

    public Preview {
        messages = List.copyOf(messages);
        blanks = List.copyOf(blanks);
        notes = List.copyOf(notes);
    }

    static Preview unfit(long number, long line, String reason) {
        return new Preview(
                number, line, "", reason, "", Optional.empty(), Lane.BATCH, List.of(), List.of(), "", "", List.of());
    }
}
