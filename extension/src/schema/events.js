// Made from shared_schemas by schemas.mjs; change the contracts of the backend instead.
// <stdin>
var isServerFrame = (frame) => validate10(frame);
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.seq === void 0) {
      let err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data.at === void 0) {
      let err2 = {};
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data.person_id === void 0) {
      let err3 = {};
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.thread_id === void 0) {
      let err4 = {};
      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
    }
    if (data.line_id === void 0) {
      let err5 = {};
      vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
    }
    if (data.phone === void 0) {
      let err6 = {};
      vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
    }
    if (data.direction === void 0) {
      let err7 = {};
      vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
    }
    if (data.text === void 0) {
      let err8 = {};
      vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
    }
    if (data.state === void 0) {
      let err9 = {};
      vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
    }
    if (data.state_words === void 0) {
      let err10 = {};
      vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
    }
    if (data.segments === void 0) {
      let err11 = {};
      vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
    }
    if (data.author === void 0) {
      let err12 = {};
      vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
    }
    if (data.origin === void 0) {
      let err13 = {};
      vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
    }
    if (data.version === void 0) {
      let err14 = {};
      vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
    }
    if (data.at !== void 0 && typeof data.at != "string") {
      let err15 = {};
      vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
    }
    if (data.author !== void 0) {
      let data1 = data.author, _errs4 = errors, valid1 = !1, _errs5 = errors;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.id === void 0) {
          let err16 = {};
          vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
        }
        if (data1.name === void 0) {
          let err17 = {};
          vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
        }
        if (data1.initials === void 0) {
          let err18 = {};
          vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
        }
        if (data1.id !== void 0 && typeof data1.id != "string") {
          let err19 = {};
          vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
        }
        if (data1.initials !== void 0 && typeof data1.initials != "string") {
          let err20 = {};
          vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
        }
        if (data1.name !== void 0 && typeof data1.name != "string") {
          let err21 = {};
          vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
        }
      } else {
        let err22 = {};
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
      var _valid0 = _errs5 === errors;
      if (valid1 = valid1 || _valid0, !valid1) {
        let _errs14 = errors;
        if (data1 !== null) {
          let err23 = {};
          vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
        }
        var _valid0 = _errs14 === errors;
        valid1 = valid1 || _valid0;
      }
      if (valid1)
        errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
      else {
        let err24 = {};
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
    }
    if (data.client_key !== void 0) {
      let data5 = data.client_key, _errs17 = errors, valid4 = !1, _errs18 = errors;
      if (typeof data5 != "string") {
        let err25 = {};
        vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
      }
      var _valid1 = _errs18 === errors;
      if (valid4 = valid4 || _valid1, !valid4) {
        let _errs20 = errors;
        if (data5 !== null) {
          let err26 = {};
          vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
        }
        var _valid1 = _errs20 === errors;
        valid4 = valid4 || _valid1;
      }
      if (valid4)
        errors = _errs17, vErrors !== null && (_errs17 ? vErrors.length = _errs17 : vErrors = null);
      else {
        let err27 = {};
        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
      }
    }
    if (data.direction !== void 0) {
      let data6 = data.direction;
      if (typeof data6 != "string") {
        let err28 = {};
        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
      }
      if (!(data6 === "in" || data6 === "out")) {
        let err29 = {};
        vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
      }
    }
    if (data.failure !== void 0) {
      let data7 = data.failure, _errs25 = errors, valid5 = !1, _errs26 = errors;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        if (data7.code === void 0) {
          let err30 = {};
          vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
        }
        if (data7.title === void 0) {
          let err31 = {};
          vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
        }
        if (data7.words === void 0) {
          let err32 = {};
          vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
        }
        if (data7.next === void 0) {
          let err33 = {};
          vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
        }
        if (data7.code !== void 0 && typeof data7.code != "string") {
          let err34 = {};
          vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
        }
        if (data7.next !== void 0) {
          let data9 = data7.next;
          if (Array.isArray(data9)) {
            let len0 = data9.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data10 = data9[i0];
              if (typeof data10 != "string") {
                let err35 = {};
                vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
              }
              if (!(data10 === "edit_and_resend" || data10 === "other_number" || data10 === "call" || data10 === "tell_admin" || data10 === "wait" || data10 === "settle" || data10 === "nothing")) {
                let err36 = {};
                vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
              }
            }
          } else {
            let err37 = {};
            vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
          }
        }
        if (data7.title !== void 0 && typeof data7.title != "string") {
          let err38 = {};
          vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
        }
        if (data7.words !== void 0 && typeof data7.words != "string") {
          let err39 = {};
          vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
        }
      } else {
        let err40 = {};
        vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
      }
      var _valid2 = _errs26 === errors;
      if (valid5 = valid5 || _valid2, !valid5) {
        let _errs39 = errors;
        if (data7 !== null) {
          let err41 = {};
          vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
        }
        var _valid2 = _errs39 === errors;
        valid5 = valid5 || _valid2;
      }
      if (valid5)
        errors = _errs25, vErrors !== null && (_errs25 ? vErrors.length = _errs25 : vErrors = null);
      else {
        let err42 = {};
        vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
      }
    }
    if (data.id !== void 0 && typeof data.id != "string") {
      let err43 = {};
      vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
    }
    if (data.kind !== void 0) {
      let data14 = data.kind;
      if (typeof data14 != "string") {
        let err44 = {};
        vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
      }
      if (data14 !== "message") {
        let err45 = {};
        vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
      }
    }
    if (data.line_id !== void 0 && typeof data.line_id != "string") {
      let err46 = {};
      vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
    }
    if (data.mark !== void 0) {
      let data16 = data.mark, _errs48 = errors, valid10 = !1, _errs49 = errors;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        if (data16.code === void 0) {
          let err47 = {};
          vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
        }
        if (data16.words === void 0) {
          let err48 = {};
          vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
        }
        if (data16.code !== void 0) {
          let data17 = data16.code;
          if (typeof data17 != "string") {
            let err49 = {};
            vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
          }
          if (!(data17 === "parts_missing" || data17 === "truncated" || data17 === "media" || data17 === "erased" || data17 === "expired")) {
            let err50 = {};
            vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
          }
        }
        if (data16.words !== void 0 && typeof data16.words != "string") {
          let err51 = {};
          vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
        }
      } else {
        let err52 = {};
        vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
      }
      var _valid3 = _errs49 === errors;
      if (valid10 = valid10 || _valid3, !valid10) {
        let _errs56 = errors;
        if (data16 !== null) {
          let err53 = {};
          vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
        }
        var _valid3 = _errs56 === errors;
        valid10 = valid10 || _valid3;
      }
      if (valid10)
        errors = _errs48, vErrors !== null && (_errs48 ? vErrors.length = _errs48 : vErrors = null);
      else {
        let err54 = {};
        vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
      }
    }
    if (data.media !== void 0) {
      let data19 = data.media;
      if (Array.isArray(data19)) {
        let len1 = data19.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data20 = data19[i1];
          if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
            if (data20.id === void 0) {
              let err55 = {};
              vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
            }
            if (data20.kind === void 0) {
              let err56 = {};
              vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
            }
            if (data20.content_type === void 0) {
              let err57 = {};
              vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
            }
            if (data20.bytes === void 0) {
              let err58 = {};
              vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
            }
            if (data20.name === void 0) {
              let err59 = {};
              vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
            }
            if (data20.state === void 0) {
              let err60 = {};
              vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
            }
            if (data20.bytes !== void 0) {
              let data21 = data20.bytes, _errs64 = errors, valid17 = !1, _errs65 = errors;
              if (!(typeof data21 == "number" && !(data21 % 1) && !isNaN(data21))) {
                let err61 = {};
                vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
              }
              var _valid4 = _errs65 === errors;
              if (valid17 = valid17 || _valid4, !valid17) {
                let _errs67 = errors;
                if (data21 !== null) {
                  let err62 = {};
                  vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
                }
                var _valid4 = _errs67 === errors;
                valid17 = valid17 || _valid4;
              }
              if (valid17)
                errors = _errs64, vErrors !== null && (_errs64 ? vErrors.length = _errs64 : vErrors = null);
              else {
                let err63 = {};
                vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
              }
            }
            if (data20.content_type !== void 0 && typeof data20.content_type != "string") {
              let err64 = {};
              vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
            }
            if (data20.height !== void 0) {
              let data23 = data20.height, _errs72 = errors, valid18 = !1, _errs73 = errors;
              if (!(typeof data23 == "number" && !(data23 % 1) && !isNaN(data23))) {
                let err65 = {};
                vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
              }
              var _valid5 = _errs73 === errors;
              if (valid18 = valid18 || _valid5, !valid18) {
                let _errs75 = errors;
                if (data23 !== null) {
                  let err66 = {};
                  vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
                }
                var _valid5 = _errs75 === errors;
                valid18 = valid18 || _valid5;
              }
              if (valid18)
                errors = _errs72, vErrors !== null && (_errs72 ? vErrors.length = _errs72 : vErrors = null);
              else {
                let err67 = {};
                vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
              }
            }
            if (data20.id !== void 0 && typeof data20.id != "string") {
              let err68 = {};
              vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
            }
            if (data20.kind !== void 0) {
              let data25 = data20.kind;
              if (typeof data25 != "string") {
                let err69 = {};
                vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
              }
              if (!(data25 === "image" || data25 === "video" || data25 === "audio" || data25 === "pdf" || data25 === "vcard" || data25 === "file")) {
                let err70 = {};
                vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
              }
            }
            if (data20.name !== void 0 && typeof data20.name != "string") {
              let err71 = {};
              vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
            }
            if (data20.state !== void 0) {
              let data27 = data20.state;
              if (typeof data27 != "string") {
                let err72 = {};
                vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
              }
              if (!(data27 === "pending" || data27 === "ready" || data27 === "failed" || data27 === "blocked")) {
                let err73 = {};
                vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
              }
            }
            if (data20.thumbnail !== void 0 && typeof data20.thumbnail != "boolean") {
              let err74 = {};
              vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
            }
            if (data20.width !== void 0) {
              let data29 = data20.width, _errs88 = errors, valid19 = !1, _errs89 = errors;
              if (!(typeof data29 == "number" && !(data29 % 1) && !isNaN(data29))) {
                let err75 = {};
                vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
              }
              var _valid6 = _errs89 === errors;
              if (valid19 = valid19 || _valid6, !valid19) {
                let _errs91 = errors;
                if (data29 !== null) {
                  let err76 = {};
                  vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
                }
                var _valid6 = _errs91 === errors;
                valid19 = valid19 || _valid6;
              }
              if (valid19)
                errors = _errs88, vErrors !== null && (_errs88 ? vErrors.length = _errs88 : vErrors = null);
              else {
                let err77 = {};
                vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
              }
            }
            if (data20.words !== void 0) {
              let data30 = data20.words, _errs94 = errors, valid20 = !1, _errs95 = errors;
              if (typeof data30 != "string") {
                let err78 = {};
                vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
              }
              var _valid7 = _errs95 === errors;
              if (valid20 = valid20 || _valid7, !valid20) {
                let _errs97 = errors;
                if (data30 !== null) {
                  let err79 = {};
                  vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
                }
                var _valid7 = _errs97 === errors;
                valid20 = valid20 || _valid7;
              }
              if (valid20)
                errors = _errs94, vErrors !== null && (_errs94 ? vErrors.length = _errs94 : vErrors = null);
              else {
                let err80 = {};
                vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
              }
            }
          } else {
            let err81 = {};
            vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
          }
        }
      } else {
        let err82 = {};
        vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
      }
    }
    if (data.origin !== void 0) {
      let data31 = data.origin, _errs100 = errors, valid21 = !1, _errs101 = errors;
      if (typeof data31 != "string") {
        let err83 = {};
        vErrors === null ? vErrors = [err83] : vErrors.push(err83), errors++;
      }
      if (!(data31 === "human" || data31 === "automation" || data31 === "ai_assisted")) {
        let err84 = {};
        vErrors === null ? vErrors = [err84] : vErrors.push(err84), errors++;
      }
      var _valid8 = _errs101 === errors;
      if (valid21 = valid21 || _valid8, !valid21) {
        let _errs103 = errors;
        if (data31 !== null) {
          let err85 = {};
          vErrors === null ? vErrors = [err85] : vErrors.push(err85), errors++;
        }
        var _valid8 = _errs103 === errors;
        valid21 = valid21 || _valid8;
      }
      if (valid21)
        errors = _errs100, vErrors !== null && (_errs100 ? vErrors.length = _errs100 : vErrors = null);
      else {
        let err86 = {};
        vErrors === null ? vErrors = [err86] : vErrors.push(err86), errors++;
      }
    }
    if (data.person_id !== void 0 && typeof data.person_id != "string") {
      let err87 = {};
      vErrors === null ? vErrors = [err87] : vErrors.push(err87), errors++;
    }
    if (data.phone !== void 0 && typeof data.phone != "string") {
      let err88 = {};
      vErrors === null ? vErrors = [err88] : vErrors.push(err88), errors++;
    }
    if (data.segments !== void 0) {
      let data34 = data.segments;
      if (!(typeof data34 == "number" && !(data34 % 1) && !isNaN(data34))) {
        let err89 = {};
        vErrors === null ? vErrors = [err89] : vErrors.push(err89), errors++;
      }
    }
    if (data.send_at !== void 0) {
      let data35 = data.send_at, _errs112 = errors, valid22 = !1, _errs113 = errors;
      if (typeof data35 != "string") {
        let err90 = {};
        vErrors === null ? vErrors = [err90] : vErrors.push(err90), errors++;
      }
      var _valid9 = _errs113 === errors;
      if (valid22 = valid22 || _valid9, !valid22) {
        let _errs115 = errors;
        if (data35 !== null) {
          let err91 = {};
          vErrors === null ? vErrors = [err91] : vErrors.push(err91), errors++;
        }
        var _valid9 = _errs115 === errors;
        valid22 = valid22 || _valid9;
      }
      if (valid22)
        errors = _errs112, vErrors !== null && (_errs112 ? vErrors.length = _errs112 : vErrors = null);
      else {
        let err92 = {};
        vErrors === null ? vErrors = [err92] : vErrors.push(err92), errors++;
      }
    }
    if (data.seq !== void 0) {
      let data36 = data.seq;
      if (!(typeof data36 == "number" && !(data36 % 1) && !isNaN(data36))) {
        let err93 = {};
        vErrors === null ? vErrors = [err93] : vErrors.push(err93), errors++;
      }
      if (typeof data36 == "number") {
        if (data36 > 9007199254740992 || isNaN(data36)) {
          let err94 = {};
          vErrors === null ? vErrors = [err94] : vErrors.push(err94), errors++;
        }
        if (data36 < 0 || isNaN(data36)) {
          let err95 = {};
          vErrors === null ? vErrors = [err95] : vErrors.push(err95), errors++;
        }
      }
    }
    if (data.state !== void 0) {
      let data37 = data.state;
      if (typeof data37 != "string") {
        let err96 = {};
        vErrors === null ? vErrors = [err96] : vErrors.push(err96), errors++;
      }
      if (!(data37 === "received" || data37 === "held" || data37 === "queued" || data37 === "submitting" || data37 === "uncertain" || data37 === "submitted" || data37 === "delivered" || data37 === "undelivered" || data37 === "rejected" || data37 === "failed" || data37 === "canceled" || data37 === "lapsed")) {
        let err97 = {};
        vErrors === null ? vErrors = [err97] : vErrors.push(err97), errors++;
      }
    }
    if (data.state_words !== void 0 && typeof data.state_words != "string") {
      let err98 = {};
      vErrors === null ? vErrors = [err98] : vErrors.push(err98), errors++;
    }
    if (data.template_id !== void 0) {
      let data39 = data.template_id, _errs124 = errors, valid23 = !1, _errs125 = errors;
      if (typeof data39 != "string") {
        let err99 = {};
        vErrors === null ? vErrors = [err99] : vErrors.push(err99), errors++;
      }
      var _valid10 = _errs125 === errors;
      if (valid23 = valid23 || _valid10, !valid23) {
        let _errs127 = errors;
        if (data39 !== null) {
          let err100 = {};
          vErrors === null ? vErrors = [err100] : vErrors.push(err100), errors++;
        }
        var _valid10 = _errs127 === errors;
        valid23 = valid23 || _valid10;
      }
      if (valid23)
        errors = _errs124, vErrors !== null && (_errs124 ? vErrors.length = _errs124 : vErrors = null);
      else {
        let err101 = {};
        vErrors === null ? vErrors = [err101] : vErrors.push(err101), errors++;
      }
    }
    if (data.text !== void 0 && typeof data.text != "string") {
      let err102 = {};
      vErrors === null ? vErrors = [err102] : vErrors.push(err102), errors++;
    }
    if (data.thread_id !== void 0 && typeof data.thread_id != "string") {
      let err103 = {};
      vErrors === null ? vErrors = [err103] : vErrors.push(err103), errors++;
    }
    if (data.undo_until !== void 0) {
      let data42 = data.undo_until, _errs134 = errors, valid24 = !1, _errs135 = errors;
      if (typeof data42 != "string") {
        let err104 = {};
        vErrors === null ? vErrors = [err104] : vErrors.push(err104), errors++;
      }
      var _valid11 = _errs135 === errors;
      if (valid24 = valid24 || _valid11, !valid24) {
        let _errs137 = errors;
        if (data42 !== null) {
          let err105 = {};
          vErrors === null ? vErrors = [err105] : vErrors.push(err105), errors++;
        }
        var _valid11 = _errs137 === errors;
        valid24 = valid24 || _valid11;
      }
      if (valid24)
        errors = _errs134, vErrors !== null && (_errs134 ? vErrors.length = _errs134 : vErrors = null);
      else {
        let err106 = {};
        vErrors === null ? vErrors = [err106] : vErrors.push(err106), errors++;
      }
    }
    if (data.version !== void 0) {
      let data43 = data.version;
      if (!(typeof data43 == "number" && !(data43 % 1) && !isNaN(data43))) {
        let err107 = {};
        vErrors === null ? vErrors = [err107] : vErrors.push(err107), errors++;
      }
    }
  } else {
    let err108 = {};
    vErrors === null ? vErrors = [err108] : vErrors.push(err108), errors++;
  }
  return validate13.errors = vErrors, errors === 0;
}
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.item === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.item !== void 0 && (validate13(data.item, { instancePath: instancePath + "/item", parentData: data, parentDataProperty: "item", rootData }) || (vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors), errors = vErrors.length)), data.type !== void 0) {
      let data1 = data.type;
      if (typeof data1 != "string") {
        let err1 = {};
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (data1 !== "message") {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
  } else {
    let err3 = {};
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate12.errors = vErrors, errors === 0;
}
function validate17(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.seq === void 0) {
      let err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data.at === void 0) {
      let err2 = {};
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data.person_id === void 0) {
      let err3 = {};
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.text === void 0) {
      let err4 = {};
      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
    }
    if (data.author === void 0) {
      let err5 = {};
      vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
    }
    if (data.version === void 0) {
      let err6 = {};
      vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
    }
    if (data.at !== void 0 && typeof data.at != "string") {
      let err7 = {};
      vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
    }
    if (data.author !== void 0) {
      let data1 = data.author, _errs4 = errors, valid1 = !1, _errs5 = errors;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.id === void 0) {
          let err8 = {};
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
        if (data1.name === void 0) {
          let err9 = {};
          vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
        }
        if (data1.initials === void 0) {
          let err10 = {};
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
        if (data1.id !== void 0 && typeof data1.id != "string") {
          let err11 = {};
          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
        }
        if (data1.initials !== void 0 && typeof data1.initials != "string") {
          let err12 = {};
          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
        }
        if (data1.name !== void 0 && typeof data1.name != "string") {
          let err13 = {};
          vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
        }
      } else {
        let err14 = {};
        vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
      }
      var _valid0 = _errs5 === errors;
      if (valid1 = valid1 || _valid0, !valid1) {
        let _errs14 = errors;
        if (data1 !== null) {
          let err15 = {};
          vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
        }
        var _valid0 = _errs14 === errors;
        valid1 = valid1 || _valid0;
      }
      if (valid1)
        errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
      else {
        let err16 = {};
        vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
      }
    }
    if (data.client_key !== void 0) {
      let data5 = data.client_key, _errs17 = errors, valid4 = !1, _errs18 = errors;
      if (typeof data5 != "string") {
        let err17 = {};
        vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
      }
      var _valid1 = _errs18 === errors;
      if (valid4 = valid4 || _valid1, !valid4) {
        let _errs20 = errors;
        if (data5 !== null) {
          let err18 = {};
          vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
        }
        var _valid1 = _errs20 === errors;
        valid4 = valid4 || _valid1;
      }
      if (valid4)
        errors = _errs17, vErrors !== null && (_errs17 ? vErrors.length = _errs17 : vErrors = null);
      else {
        let err19 = {};
        vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
      }
    }
    if (data.id !== void 0 && typeof data.id != "string") {
      let err20 = {};
      vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
    }
    if (data.kind !== void 0) {
      let data7 = data.kind;
      if (typeof data7 != "string") {
        let err21 = {};
        vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
      }
      if (data7 !== "note") {
        let err22 = {};
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
    }
    if (data.person_id !== void 0 && typeof data.person_id != "string") {
      let err23 = {};
      vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
    }
    if (data.seq !== void 0) {
      let data9 = data.seq;
      if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9))) {
        let err24 = {};
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
      if (typeof data9 == "number") {
        if (data9 > 9007199254740992 || isNaN(data9)) {
          let err25 = {};
          vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
        }
        if (data9 < 0 || isNaN(data9)) {
          let err26 = {};
          vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
        }
      }
    }
    if (data.text !== void 0 && typeof data.text != "string") {
      let err27 = {};
      vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
    }
    if (data.version !== void 0) {
      let data11 = data.version;
      if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11))) {
        let err28 = {};
        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
      }
    }
  } else {
    let err29 = {};
    vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
  }
  return validate17.errors = vErrors, errors === 0;
}
function validate16(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.item === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.item !== void 0 && (validate17(data.item, { instancePath: instancePath + "/item", parentData: data, parentDataProperty: "item", rootData }) || (vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors), errors = vErrors.length)), data.type !== void 0) {
      let data1 = data.type;
      if (typeof data1 != "string") {
        let err1 = {};
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (data1 !== "note") {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
  } else {
    let err3 = {};
    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
  }
  return validate16.errors = vErrors, errors === 0;
}
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.item === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.item !== void 0) {
      let data0 = data.item;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (data0.id === void 0) {
          let err1 = {};
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
        if (data0.seq === void 0) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
        if (data0.at === void 0) {
          let err3 = {};
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
        if (data0.person_id === void 0) {
          let err4 = {};
          vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
        }
        if (data0.thread_id === void 0) {
          let err5 = {};
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
        if (data0.type === void 0) {
          let err6 = {};
          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
        }
        if (data0.words === void 0) {
          let err7 = {};
          vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
        }
        if (data0.version === void 0) {
          let err8 = {};
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
        if (data0.at !== void 0 && typeof data0.at != "string") {
          let err9 = {};
          vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
        }
        if (data0.id !== void 0 && typeof data0.id != "string") {
          let err10 = {};
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
        if (data0.kind !== void 0) {
          let data3 = data0.kind;
          if (typeof data3 != "string") {
            let err11 = {};
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
          if (data3 !== "event") {
            let err12 = {};
            vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
          }
        }
        if (data0.person_id !== void 0 && typeof data0.person_id != "string") {
          let err13 = {};
          vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
        }
        if (data0.seq !== void 0) {
          let data5 = data0.seq;
          if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5))) {
            let err14 = {};
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          }
          if (typeof data5 == "number") {
            if (data5 > 9007199254740992 || isNaN(data5)) {
              let err15 = {};
              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
            }
            if (data5 < 0 || isNaN(data5)) {
              let err16 = {};
              vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
            }
          }
        }
        if (data0.thread_id !== void 0) {
          let data6 = data0.thread_id, _errs15 = errors, valid3 = !1, _errs16 = errors;
          if (typeof data6 != "string") {
            let err17 = {};
            vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
          }
          var _valid0 = _errs16 === errors;
          if (valid3 = valid3 || _valid0, !valid3) {
            let _errs18 = errors;
            if (data6 !== null) {
              let err18 = {};
              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
            }
            var _valid0 = _errs18 === errors;
            valid3 = valid3 || _valid0;
          }
          if (valid3)
            errors = _errs15, vErrors !== null && (_errs15 ? vErrors.length = _errs15 : vErrors = null);
          else {
            let err19 = {};
            vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
          }
        }
        if (data0.type !== void 0 && typeof data0.type != "string") {
          let err20 = {};
          vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
        }
        if (data0.version !== void 0) {
          let data8 = data0.version;
          if (!(typeof data8 == "number" && !(data8 % 1) && !isNaN(data8))) {
            let err21 = {};
            vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
          }
        }
        if (data0.words !== void 0 && typeof data0.words != "string") {
          let err22 = {};
          vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
        }
      } else {
        let err23 = {};
        vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
      }
    }
    if (data.type !== void 0) {
      let data10 = data.type;
      if (typeof data10 != "string") {
        let err24 = {};
        vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
      }
      if (data10 !== "timeline") {
        let err25 = {};
        vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
      }
    }
  } else {
    let err26 = {};
    vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
  }
  return validate20.errors = vErrors, errors === 0;
}
var pattern0 = new RegExp("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "u");
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.person === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.person !== void 0) {
      let data0 = data.person;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
        if (data0.id === void 0) {
          let err1 = {};
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
        if (data0.name === void 0) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
        if (data0.id !== void 0) {
          let data1 = data0.id;
          if (typeof data1 == "string") {
            if (!pattern0.test(data1)) {
              let err3 = { instancePath: instancePath + "/person/id", schemaPath: "#/$defs/PersonRef/properties/id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
              vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
            }
          } else {
            let err4 = {};
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        }
        if (data0.name !== void 0 && typeof data0.name != "string") {
          let err5 = {};
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
      } else {
        let err6 = {};
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.type !== void 0) {
      let data3 = data.type;
      if (typeof data3 != "string") {
        let err7 = {};
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
      if (data3 !== "person") {
        let err8 = {};
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
  } else {
    let err9 = {};
    vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
  }
  return validate22.errors = vErrors, errors === 0;
}
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.seq === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.at === void 0) {
      let err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    if (data.data === void 0) {
      let err2 = {};
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data.at !== void 0 && typeof data.at != "string") {
      let err3 = {};
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    if (data.data !== void 0) {
      let data1 = data.data, _errs4 = errors, valid1 = !1, passing0 = null, _errs5 = errors;
      validate12(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors), errors = vErrors.length);
      var _valid0 = _errs5 === errors;
      _valid0 && (valid1 = !0, passing0 = 0);
      let _errs6 = errors;
      validate16(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors), errors = vErrors.length);
      var _valid0 = _errs6 === errors;
      if (_valid0 && valid1)
        valid1 = !1, passing0 = [passing0, 1];
      else {
        _valid0 && (valid1 = !0, passing0 = 1);
        let _errs7 = errors;
        validate20(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors), errors = vErrors.length);
        var _valid0 = _errs7 === errors;
        if (_valid0 && valid1)
          valid1 = !1, passing0 = [passing0, 2];
        else {
          _valid0 && (valid1 = !0, passing0 = 2);
          let _errs8 = errors;
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.phone === void 0) {
              let err4 = {};
              vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
            }
            if (data1.opted_out === void 0) {
              let err5 = {};
              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
            }
            if (data1.opted_out !== void 0 && typeof data1.opted_out != "boolean") {
              let err6 = {};
              vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
            }
            if (data1.phone !== void 0 && typeof data1.phone != "string") {
              let err7 = {};
              vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
            }
            if (data1.type !== void 0) {
              let data4 = data1.type;
              if (typeof data4 != "string") {
                let err8 = {};
                vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
              }
              if (data4 !== "consent") {
                let err9 = {};
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              }
            }
          } else {
            let err10 = {};
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
          var _valid0 = _errs8 === errors;
          if (_valid0 && valid1)
            valid1 = !1, passing0 = [passing0, 3];
          else {
            _valid0 && (valid1 = !0, passing0 = 3);
            let _errs17 = errors;
            validate22(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData }) || (vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors), errors = vErrors.length);
            var _valid0 = _errs17 === errors;
            if (_valid0 && valid1)
              valid1 = !1, passing0 = [passing0, 4];
            else {
              _valid0 && (valid1 = !0, passing0 = 4);
              let _errs18 = errors;
              if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                if (data1.member_id === void 0) {
                  let err11 = {};
                  vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                }
                if (data1.person_id === void 0) {
                  let err12 = {};
                  vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                }
                if (data1.seq_read === void 0) {
                  let err13 = {};
                  vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                }
                if (data1.member_id !== void 0) {
                  let data5 = data1.member_id;
                  if (typeof data5 == "string") {
                    if (!pattern0.test(data5)) {
                      let err14 = { instancePath: instancePath + "/data/member_id", schemaPath: "#/$defs/ReadMarked/properties/member_id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
                      vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                    }
                  } else {
                    let err15 = {};
                    vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                  }
                }
                if (data1.person_id !== void 0) {
                  let data6 = data1.person_id;
                  if (typeof data6 == "string") {
                    if (!pattern0.test(data6)) {
                      let err16 = { instancePath: instancePath + "/data/person_id", schemaPath: "#/$defs/ReadMarked/properties/person_id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
                      vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                    }
                  } else {
                    let err17 = {};
                    vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                  }
                }
                if (data1.seq_read !== void 0) {
                  let data7 = data1.seq_read;
                  if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7))) {
                    let err18 = {};
                    vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                  }
                  if (typeof data7 == "number") {
                    if (data7 > 9007199254740992 || isNaN(data7)) {
                      let err19 = {};
                      vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                    }
                    if (data7 < 0 || isNaN(data7)) {
                      let err20 = {};
                      vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                    }
                  }
                }
                if (data1.type !== void 0) {
                  let data8 = data1.type;
                  if (typeof data8 != "string") {
                    let err21 = {};
                    vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                  }
                  if (data8 !== "read") {
                    let err22 = {};
                    vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                  }
                }
              } else {
                let err23 = {};
                vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
              }
              var _valid0 = _errs18 === errors;
              if (_valid0 && valid1)
                valid1 = !1, passing0 = [passing0, 5];
              else {
                _valid0 && (valid1 = !0, passing0 = 5);
                let _errs29 = errors;
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  if (data1.what === void 0) {
                    let err24 = {};
                    vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                  }
                  if (data1.type !== void 0) {
                    let data9 = data1.type;
                    if (typeof data9 != "string") {
                      let err25 = {};
                      vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                    }
                    if (data9 !== "workspace") {
                      let err26 = {};
                      vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
                    }
                  }
                  if (data1.what !== void 0) {
                    let data10 = data1.what;
                    if (typeof data10 != "string") {
                      let err27 = {};
                      vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                    }
                    if (!(data10 === "lines" || data10 === "templates" || data10 === "settings" || data10 === "members")) {
                      let err28 = {};
                      vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                    }
                  }
                } else {
                  let err29 = {};
                  vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
                }
                var _valid0 = _errs29 === errors;
                _valid0 && valid1 ? (valid1 = !1, passing0 = [passing0, 6]) : _valid0 && (valid1 = !0, passing0 = 6);
              }
            }
          }
        }
      }
      if (valid1)
        errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
      else {
        let err30 = {};
        vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
      }
    }
    if (data.seq !== void 0) {
      let data11 = data.seq;
      if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11))) {
        let err31 = {};
        vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
      }
      if (typeof data11 == "number") {
        if (data11 > 9007199254740992 || isNaN(data11)) {
          let err32 = {};
          vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
        }
        if (data11 < 0 || isNaN(data11)) {
          let err33 = {};
          vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
        }
      }
    }
    if (data.type !== void 0) {
      let data12 = data.type;
      if (typeof data12 != "string") {
        let err34 = {};
        vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
      }
      if (data12 !== "event") {
        let err35 = {};
        vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
      }
    }
  } else {
    let err36 = {};
    vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
  }
  return validate11.errors = vErrors, errors === 0;
}
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0, _errs0 = errors, valid0 = !1, passing0 = null, _errs1 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.head === void 0) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.head !== void 0) {
      let data0 = data.head;
      if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0))) {
        let err1 = {};
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
      if (typeof data0 == "number") {
        if (data0 > 9007199254740992 || isNaN(data0)) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
        if (data0 < 0 || isNaN(data0)) {
          let err3 = {};
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
      }
    }
    if (data.type !== void 0) {
      let data1 = data.type;
      if (typeof data1 != "string") {
        let err4 = {};
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
      if (data1 !== "ready") {
        let err5 = {};
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
    }
  } else {
    let err6 = {};
    vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
  }
  var _valid0 = _errs1 === errors;
  _valid0 && (valid0 = !0, passing0 = 0);
  let _errs8 = errors;
  validate11(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors), errors = vErrors.length);
  var _valid0 = _errs8 === errors;
  if (_valid0 && valid0)
    valid0 = !1, passing0 = [passing0, 1];
  else {
    _valid0 && (valid0 = !0, passing0 = 1);
    let _errs9 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.head === void 0) {
        let err7 = {};
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
      if (data.head !== void 0) {
        let data2 = data.head;
        if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2))) {
          let err8 = {};
          vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
        }
        if (typeof data2 == "number") {
          if (data2 > 9007199254740992 || isNaN(data2)) {
            let err9 = {};
            vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
          }
          if (data2 < 0 || isNaN(data2)) {
            let err10 = {};
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        }
      }
      if (data.type !== void 0) {
        let data3 = data.type;
        if (typeof data3 != "string") {
          let err11 = {};
          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
        }
        if (data3 !== "reset") {
          let err12 = {};
          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
        }
      }
    } else {
      let err13 = {};
      vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
    }
    var _valid0 = _errs9 === errors;
    if (_valid0 && valid0)
      valid0 = !1, passing0 = [passing0, 2];
    else {
      _valid0 && (valid0 = !0, passing0 = 2);
      let _errs16 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.head === void 0) {
          let err14 = {};
          vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
        }
        if (data.head !== void 0) {
          let data4 = data.head;
          if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4))) {
            let err15 = {};
            vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
          }
          if (typeof data4 == "number") {
            if (data4 > 9007199254740992 || isNaN(data4)) {
              let err16 = {};
              vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
            }
            if (data4 < 0 || isNaN(data4)) {
              let err17 = {};
              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
            }
          }
        }
        if (data.type !== void 0) {
          let data5 = data.type;
          if (typeof data5 != "string") {
            let err18 = {};
            vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
          }
          if (data5 !== "ping") {
            let err19 = {};
            vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
          }
        }
      } else {
        let err20 = {};
        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
      }
      var _valid0 = _errs16 === errors;
      _valid0 && valid0 ? (valid0 = !1, passing0 = [passing0, 3]) : _valid0 && (valid0 = !0, passing0 = 3);
    }
  }
  if (valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err21 = {};
    vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
  }
  return validate10.errors = vErrors, errors === 0;
}
export {
  isServerFrame
};
