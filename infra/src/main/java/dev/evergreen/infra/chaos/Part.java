package dev.evergreen.infra.chaos;

/** A kind of process that may die. */
enum Part {
    TASK_MANAGER("TaskManager"),
    JOB_MANAGER("JobManager"),
    ZOOKEEPER("ZooKeeper"),
    BROKER("broker"),
    INGEST("ingest"),
    EVALUATOR("evaluator");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /** As people call it. */
    String title() {
        return title;
    }
}
