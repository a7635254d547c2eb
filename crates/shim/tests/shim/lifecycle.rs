//! Creating, starting, stopping, and how it all ends.

use berth_link::shim::EntryEvent;

use crate::harness::Task;

#[test]
fn exit_codes_are_noted_in_order() {
    let mut task = Task::new();
    let spec = task.spec("web", "echo hello; exit 7");
    task.run(&spec);
    let events: Vec<_> = (1..=3).map(|_| task.agent.entry()).collect();
    assert_eq!(
        events.iter().map(|entry| entry.number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(
        matches!(&events[0].event, EntryEvent::Created { runtime_id, .. } if *runtime_id == spec.runtime_id)
    );
    assert_eq!(events[1].event, EntryEvent::Started);
    let EntryEvent::Exited(exit) = &events[2].event else {
        panic!("{:?}", events[2])
    };
    assert_eq!(
        (exit.code, exit.oom_killed, exit.start_error.as_ref()),
        (7, false, None)
    );
    assert_eq!(task.stdout("web"), "hello\n");
    let spec = task.spec("zero", "true");
    assert_eq!(task.output_of(&spec).0.code, 0);
    task.finish(&["web", "zero"]);
}
