package dev.millrace.servicekit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs an agent on a thread of its own until closed. A failure ends the loop and is handed on: the process decides. */
public final class AgentRunner implements AutoCloseable {
    private final Agent agent;
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Thread thread;

    private AgentRunner(String name, Agent agent, Consumer<Throwable> onFailure) {
        this.agent = agent;
        this.onFailure = onFailure;
        this.thread = new Thread(this::loop, name);
    }

    public static AgentRunner start(String name, Agent agent, Consumer<Throwable> onFailure) {
        var runner = new AgentRunner(name, agent, onFailure);
        runner.thread.start();
        return runner;
    }

    private void loop() {
        try (agent) {
            while (running.get()) {
                agent.doWork();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (running.get()) {
                onFailure.accept(e);
            }
        } catch (Throwable e) {
            onFailure.accept(e);
        }
    }

    /** Asks the loop to stop and waits until the agent has closed. */
    @Override
    public void close() throws InterruptedException {
        running.set(false);
        if (Thread.currentThread() != thread) {
            thread.join();
        }
    }
}
