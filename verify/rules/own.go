package rules

import "sync"

// own is what the engine says by itself, and not a pack: in English.
type own string

const (
	unusable      own = "This rule pack cannot be used, so this desk cannot tell."
	nothingOnCard own = "The card is genuine but holds no completed vaccination and no test."
	tooMany       own = "The card holds more doses or tests than this desk decides about."
	noRules       own = "This desk has no rules to decide by."
	ageUnclear    own = "The rules ask for the age, and the card does not give the whole birth date, so this desk cannot tell whether it is enough."
	hourUnclear   own = "The card gives the day of the test without the hour, so this desk cannot tell whether it is recent enough."
	testUnclear   own = "The card holds a test that this desk does not know, so it cannot tell whether it is enough."
	factUnclear   own = "The card names a vaccine or a date that this desk cannot read exactly, so it cannot tell whether it is enough."
	ruleFrom      own = "the rule from %s on"
	ruleUntil     own = "the rule until %s"
	editedHere    own = "edited here"
)

// in gives it in a language, in English where there is no other.
func (o own) in(language string) string {
	if text := in(translated()[o], language); text != "" {
		return text
	}
	return string(o)
}

// translated has the sentences in all languages but English, made once: a
// decision must not wait for it.
var translated = sync.OnceValue(func() map[own]map[string]string {
	return map[own]map[string]string{
		unusable: {
			"es":      "Este paquete de reglas no se puede usar, así que este puesto no sabe si basta.",
			"zh-Hant": "這個規則套件無法使用，因此本櫃台無法判斷。",
		},
		nothingOnCard: {
			"es":      "La tarjeta es auténtica, pero no contiene ninguna vacunación completada ni ninguna prueba.",
			"zh-Hant": "卡片真實，但沒有已完成的疫苗接種，也沒有檢驗。",
		},
		tooMany: {
			"es":      "La tarjeta contiene más dosis o pruebas de las que este puesto puede evaluar.",
			"zh-Hant": "卡片上的劑次或檢驗數量超出本櫃台能判斷的範圍。",
		},
		noRules: {
			"es":      "Este puesto no tiene reglas con las que decidir.",
			"zh-Hant": "本櫃台沒有可用來判斷的規則。",
		},
		ageUnclear: {
			"es":      "Las reglas preguntan por la edad y la tarjeta no trae la fecha de nacimiento completa, así que este puesto no sabe si basta.",
			"zh-Hant": "規則需要年齡，但卡片沒有完整的出生日期，因此本櫃台無法判斷是否符合。",
		},
		hourUnclear: {
			"es":      "La tarjeta da el día de la prueba sin la hora, así que este puesto no sabe si es bastante reciente.",
			"zh-Hant": "卡片只有檢驗日期而沒有時刻，因此本櫃台無法判斷是否夠新。",
		},
		testUnclear: {
			"es":      "La tarjeta contiene una prueba que este puesto no conoce, así que no sabe si basta.",
			"zh-Hant": "卡片上有本櫃台不認得的檢驗，因此無法判斷是否符合。",
		},
		factUnclear: {
			"es":      "La tarjeta nombra una vacuna o una fecha que este puesto no puede leer con exactitud, así que no sabe si basta.",
			"zh-Hant": "卡片上的疫苗或日期，本櫃台無法準確讀取，因此無法判斷是否符合。",
		},
		ruleFrom: {
			"es":      "regla a partir del %s",
			"zh-Hant": "規則自 %s 起",
		},
		editedHere: {
			"es":      "con valores propios",
			"zh-Hant": "本處已修改",
		},
		ruleUntil: {
			"es":      "regla hasta el %s",
			"zh-Hant": "規則至 %s 止",
		},
	}
})
