package wire

import "github.com/tucuxi-go/tucuxi/models"

// EventPayload is the member of an event that is its whole payload and its
// index; the index is -1 if there is none.
func EventPayload(event models.Shape) (models.Member, int) {
	for i := range event.NumMembers() {
		if m := event.Member(i); m.EventPayload() {
			return m, i
		}
	}
	return models.Member{}, -1
}
