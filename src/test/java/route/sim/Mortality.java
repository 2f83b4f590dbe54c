package route.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Counts the contacts with disk and network, and ends the process at one of them. Once dead, no contact is made. */
final class Mortality implements Consumer<String> {
    /** A small job that needs more than this never comes to an end. */
    private static final int MOST_CONTACTS = 60_000;

    private final SimClock clock;
    private final Random chance;
    private final Runnable picture;
    private int contacts;
    private int dieAt = -1;
    private int deathsLeft;
    private int stopsLeft;
    private boolean dead;
    private int stopAt = -1;
    private String struck = "";
    private final List<Integer> answered = new ArrayList<>();

    /** @param picture takes a picture of the disk at the moment of death */
    Mortality(SimClock clock, Random chance, Runnable picture) {
        this.clock = clock;
        this.chance = chance;
        this.picture = picture;
    }

    /** Dies at this contact, counted from 1. */
    void dieAt(int contact) {
        dieAt = contact;
    }

    /** Is asked to stop at this contact, counted from 1. */
    void stopAt(int contact) {
        stopAt = contact;
    }

    /** Dies this often at most, and is asked to stop this often, at contacts that chance picks. */
    void mayDie(int deaths, int stops) {
        deathsLeft = deaths;
        stopsLeft = stops;
    }

    @Override
    public synchronized void accept(String what) {
        if (dead) throw new Death("a dead process made contact: " + what);
        contacts++;
        if (what.startsWith("after ") && what.contains(" at ")) answered.add(contacts);
        if (contacts > MOST_CONTACTS) throw new AssertionError("no end after " + contacts + " contacts; at " + what);
        if (contacts == stopAt || stopsLeft > 0 && chance.nextInt(60) == 0) {
            stopsLeft--;
            struck = what;
            clock.stop(true);
        }
        if (contacts == dieAt || deathsLeft > 0 && chance.nextInt(40) == 0) {
            deathsLeft--;
            dead = true;
            struck = what;
            picture.run();
            throw new Death(what);
        }
    }

    /** A new process begins. */
    void revive() {
        dead = false;
        clock.stop(false);
    }

    boolean dead() {
        return dead;
    }

    int contacts() {
        return contacts;
    }

    /** The contacts at which a provider had done what it was asked, and nobody knew yet. */
    List<Integer> answered() {
        return List.copyOf(answered);
    }

    String struck() {
        return struck;
    }
}
