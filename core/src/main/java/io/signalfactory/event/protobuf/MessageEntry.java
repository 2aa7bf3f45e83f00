package io.signalfactory.event.protobuf;

import io.signalfactory.event.binary.Cursor;

/** A field that is a message, which may come in several parts. */
final class MessageEntry implements Entry {

  private final Body body;
  private final int group;
  private boolean begun;

  /**
   * @param group the number of a field that is a group; else {@link Body#NO_GROUP}
   */
  MessageEntry(Body body, int group) {
    this.body = body;
    this.group = group;
  }

  @Override
  public int wireType() {
    return group == Body.NO_GROUP ? Wire.LENGTH : Wire.GROUP;
  }

  @Override
  public boolean read(Cursor in) {
    begin();
    if (group == Body.NO_GROUP) {
      body.readWithLength(in);
    } else {
      body.read(in, group);
    }
    return true;
  }

  /** The message is there, even if nothing of it follows. */
  void begin() {
    if (!begun) {
      begun = true;
      body.begin();
    }
  }

  @Override
  public void reset() {
    begun = false;
  }
}
