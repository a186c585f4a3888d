package dev.menshen.cli;

/**
 * A house that a command has opened for itself, because no door of it runs.
 *
 * @param end closes it again
 */
public record OpenHouse(Desk desk, Runnable end) implements AutoCloseable {

    @Override
    public void close() {
        end.run();
    }
}
