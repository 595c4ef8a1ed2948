package app

// newest is a one-slot mailbox in which the newest wins.
type newest[T any] chan T

func makeNewest[T any]() newest[T] { return make(chan T, 1) }

// put leaves v for the reader and drops what lay there unread. It has one
// writer.
func (n newest[T]) put(v T) {
	n.drop()
	n <- v
}

// drop takes away what lies there unread.
func (n newest[T]) drop() {
	select {
	case <-n:
	default:
	}
}

// queue holds work that nobody may lose and nobody waits for: the loop adds
// to it, and hands it on in its select whenever the worker is free.
type queue[T any] struct {
	worker  chan T
	waiting []T
}

func makeQueue[T any]() queue[T] { return queue[T]{worker: make(chan T)} }

func (q *queue[T]) add(v T) { q.waiting = append(q.waiting, v) }

// next gives the worker's channel and the first piece of work, or a nil
// channel, which no select takes, when there is none.
func (q *queue[T]) next() (chan<- T, T) {
	if len(q.waiting) == 0 {
		var none T
		return nil, none
	}
	return q.worker, q.waiting[0]
}

// taken drops the first piece of work, which the worker has.
func (q *queue[T]) taken() { q.waiting = q.waiting[1:] }
